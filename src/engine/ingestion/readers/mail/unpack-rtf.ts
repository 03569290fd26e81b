import { readerLimits } from '../reader-limits.ts';

const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const WINDOW = 4096;

/** What the window of a compressed RTF body holds before the first byte (MS-OXRTFCP). */
const PRIMER =
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx';

/** The RTF in Outlook's compressed form (LZFu); undefined when it is none. What is cut short is unpacked as far as it goes. */
export function unpackRtf(packed: Buffer): Buffer | undefined {
  if (packed.length < 16) return undefined;
  const rawBytes = Math.min(packed.readUInt32LE(4), readerLimits.rtfBytes);
  const kind = packed.readUInt32LE(8);
  if (kind === STORED) return packed.subarray(16, 16 + rawBytes);
  if (kind !== COMPRESSED) return undefined;
  const window = Buffer.alloc(WINDOW);
  let write = window.write(PRIMER, 'latin1');
  const output: number[][] = [];
  let piece: number[] = [];
  let length = 0;
  const put = (byte: number): void => {
    window[write] = byte;
    write = (write + 1) % WINDOW;
    piece.push(byte);
    length += 1;
    if (piece.length >= 65_536) {
      output.push(piece);
      piece = [];
    }
  };
  let at = 16;
  let isEnd = false;
  while (!isEnd && at < packed.length && length < rawBytes) {
    const control = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && !isEnd && at < packed.length; bit += 1) {
      if ((control & (1 << bit)) === 0) {
        put(packed[at++] ?? 0);
        continue;
      }
      if (at + 1 >= packed.length) isEnd = true;
      const token = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
      at += 2;
      const offset = token >> 4;
      if (offset === write) isEnd = true;
      for (let count = (token & 15) + 2, from = offset; count > 0 && !isEnd; count -= 1, from += 1) put(window[from % WINDOW] ?? 0);
    }
  }
  output.push(piece);
  return Buffer.concat(output.map((part) => Buffer.from(part))).subarray(0, rawBytes);
}
