import { readerLimits } from '../reader-limits.ts';

const COMPRESSED = 0x75465a4c;
const STORED = 0x414c454d;
const WINDOW = 4096;
const PIECE_BYTES = 64 * 1024;

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
  const output = new UnpackedBytes(rawBytes);
  for (let at = 16; at < packed.length;) {
    const control = packed[at++] ?? 0;
    for (let bit = 0; bit < 8 && at < packed.length; bit += 1) {
      if ((control & (1 << bit)) === 0) output.put(packed[at++] ?? 0);
      else {
        const token = ((packed[at] ?? 0) << 8) | (packed[at + 1] ?? 0);
        at += 2;
        // A reference to the place that is written next is the end.
        if (at > packed.length || token >> 4 === output.position) return output.bytes();
        output.copy(token >> 4, (token & 15) + 2);
      }
      if (output.isFull) return output.bytes();
    }
  }
  return output.bytes();
}

/** What comes out, and the window that references point into. */
class UnpackedBytes {
  readonly #window = Buffer.alloc(WINDOW);
  readonly #maxBytes: number;
  readonly #pieces: Buffer[] = [];
  #piece = Buffer.alloc(PIECE_BYTES);
  #used = 0;
  #length = 0;
  position: number;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.position = this.#window.write(PRIMER, 'latin1');
  }

  get isFull(): boolean {
    return this.#length >= this.#maxBytes;
  }

  put(byte: number): void {
    this.#window[this.position] = byte;
    this.position = (this.position + 1) % WINDOW;
    this.#piece[this.#used++] = byte;
    this.#length += 1;
    if (this.#used < PIECE_BYTES) return;
    this.#pieces.push(this.#piece);
    this.#piece = Buffer.alloc(PIECE_BYTES);
    this.#used = 0;
  }

  copy(from: number, count: number): void {
    for (let at = 0; at < count; at += 1) this.put(this.#window[(from + at) % WINDOW] ?? 0);
  }

  bytes(): Buffer {
    return Buffer.concat([...this.#pieces, this.#piece.subarray(0, this.#used)]).subarray(0, this.#maxBytes);
  }
}
