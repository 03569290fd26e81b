const ascii = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));

const signatures: readonly { format: 'image' | 'rtf'; at: number; bytes: readonly number[] }[] = [
  { format: 'image', at: 0, bytes: [0x89, ...ascii('PNG')] },
  { format: 'image', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'image', at: 0, bytes: ascii('GIF8') },
  { format: 'image', at: 0, bytes: [...ascii('II'), 0x2a, 0] },
  { format: 'image', at: 0, bytes: [...ascii('MM'), 0, 0x2a] },
  { format: 'image', at: 8, bytes: ascii('WEBP') },
  { format: 'rtf', at: 0, bytes: ascii('{\\rtf') },
];
/** Lengths of the header that follows a BMP's first 14 bytes. */
const bmpHeaders = new Set([12, 40, 52, 56, 64, 108, 124]);

/** Formats that are known by their first bytes alone, whatever the file is called. */
export function signatureFormat(head: Uint8Array): 'image' | 'rtf' | undefined {
  const found = signatures.find(({ at, bytes }) => bytes.every((byte, index) => head[at + index] === byte));
  return found?.format ?? (isBmp(head) ? 'image' : undefined);
}

/** “BM” alone also begins ordinary words. */
function isBmp(head: Uint8Array): boolean {
  if (head.length < 26 || head[0] !== 0x42 || head[1] !== 0x4d) return false;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  return view.getUint32(6, true) === 0 && bmpHeaders.has(view.getUint32(14, true));
}
