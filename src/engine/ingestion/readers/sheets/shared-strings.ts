import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXml } from '../package/read-xml.ts';

const MAX_STRINGS = 4_000_000;
const MAX_CHARS = 100_000_000;

/** The texts that cells refer to by number; what runs of phonetic help say is left out. `isWhole` is false where there are too many to keep. */
export async function readSharedStrings(
  zip: BoundedZip,
  part: string | undefined,
  fileName: string,
  signal: AbortSignal | undefined,
): Promise<{ strings: string[]; isWhole: boolean }> {
  const strings: string[] = [];
  let chars = 0;
  let current = '';
  let inText = false;
  let inPhonetic = false;
  if (part === undefined) return { strings, isWhole: true };
  const steps = readXml(zip, part, fileName, {
    open: (name) => {
      if (name === 'si') current = '';
      else if (name === 'rPh') inPhonetic = true;
      else if (name === 't') inText = !inPhonetic;
    },
    close: (name) => {
      if (name === 't') inText = false;
      else if (name === 'rPh') inPhonetic = false;
      else if (name === 'si') {
        strings.push(unescaped(current));
        chars += current.length;
      }
    },
    text: (text) => {
      if (inText) current += text;
    },
  });
  for await (const _ of steps) {
    signal?.throwIfAborted();
    if (strings.length > MAX_STRINGS || chars > MAX_CHARS) return { strings, isWhole: false };
  }
  return { strings, isWhole: true };
}

/** Characters that XML cannot hold are written as “_x000D_”. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
