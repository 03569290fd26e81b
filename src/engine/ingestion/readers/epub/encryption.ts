import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { partOfLink } from './links.ts';

/** Ways to garble fonts, which are no protection of the text. */
const fontAlgorithms = new Set(['http://www.idpf.org/2008/embedding', 'http://ns.adobe.com/pdf/enc#RC']);

/** True when the text of the book cannot be read without a key: one of `parts` is encrypted. */
export async function isProtected(zip: BoundedZip, parts: readonly string[], fileName: string): Promise<boolean> {
  const wanted = new Set(parts.map((part) => part.toLowerCase()));
  let algorithm = '';
  let found = false;
  await readXmlWhole(zip, 'META-INF/encryption.xml', fileName, {
    open: (name, attributes) => {
      if (name === 'EncryptedData') algorithm = '';
      // The first is that of the data; keys have their own further in.
      else if (name === 'EncryptionMethod' && algorithm === '') algorithm = attributes['Algorithm'] ?? '';
      else if (name === 'CipherReference' && !fontAlgorithms.has(algorithm)) {
        found ||= wanted.has(partOfLink('', attributes['URI'] ?? '').toLowerCase());
      }
    },
  });
  return found;
}
