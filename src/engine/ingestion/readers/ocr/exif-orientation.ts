const ORIENTATION_TAG = 0x0112;
const MAX_SEGMENTS = 64;

/** How a JPEG says it is to be turned for display, 1 (as stored) to 8. */
export function exifOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return 1;
  let at = 2;
  for (let count = 0; count < MAX_SEGMENTS && at + 10 < bytes.length; count += 1) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    if (marker === 0xffda || marker >>> 8 !== 0xff) return 1;
    // “Exif” and two NULs, then a TIFF.
    if (marker === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return orientationOf(view, at + 10, at + 2 + length);
    at += 2 + length;
  }
  return 1;
}

function orientationOf(view: DataView, start: number, claimedEnd: number): number {
  const end = Math.min(claimedEnd, view.byteLength);
  if (start + 8 > end) return 1;
  const isLittle = view.getUint16(start) === 0x4949;
  const table = start + view.getUint32(start + 4, isLittle);
  if (table + 2 > end) return 1;
  const entries = view.getUint16(table, isLittle);
  for (let index = 0; index < entries; index += 1) {
    const entry = table + 2 + index * 12;
    if (entry + 12 > end) return 1;
    if (view.getUint16(entry, isLittle) !== ORIENTATION_TAG) continue;
    const value = view.getUint16(entry + 8, isLittle);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
