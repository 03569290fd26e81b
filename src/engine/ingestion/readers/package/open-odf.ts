import type { InputFile } from '../input-file.ts';
import { corrupt, encrypted } from '../read-errors.ts';
import { BoundedZip } from './bounded-zip.ts';
import { readXmlWhole } from './read-xml.ts';

/** The package of an OpenDocument file. Errors: `read-encrypted`, `read-corrupt`, `read-too-large`. */
export async function openOdf(file: InputFile, signal: AbortSignal | undefined): Promise<BoundedZip> {
  const zip = await BoundedZip.open(await file.bytes(signal), file.name);
  try {
    let isEncrypted = false;
    await readXmlWhole(zip, 'META-INF/manifest.xml', file.name, { open: (name) => (isEncrypted ||= name === 'encryption-data') });
    if (isEncrypted) throw encrypted(file.name);
    if (!zip.has('content.xml')) throw corrupt(file.name, 'its content is missing');
    return zip;
  } catch (error) {
    zip.close();
    throw error;
  }
}
