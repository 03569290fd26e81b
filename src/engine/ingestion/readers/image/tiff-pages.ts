const MAX_PAGES = 1_000;

/**
 * The pages of a TIFF, each as a file of its own whose first page it is; the same bytes with another head, so that only
 * one is good at a time. Other pictures are one page.
 */
export function* tiffPages(bytes: Uint8Array): Generator<Uint8Array> {
  const offsets = pageOffsets(bytes);
  if (offsets.length < 2) {
    yield bytes;
    return;
  }
  const view = viewOf(bytes);
  for (const offset of offsets) {
    view.setUint32(4, offset, isLittle(view));
    yield bytes;
  }
}

/** How many pages a picture file has. */
export function countTiffPages(bytes: Uint8Array): number {
  return Math.max(1, pageOffsets(bytes).length);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isLittle(view: DataView): boolean {
  return view.getUint16(0) === 0x4949;
}

function pageOffsets(bytes: Uint8Array): number[] {
  if (bytes.length < 8) return [];
  const view = viewOf(bytes);
  const mark = view.getUint32(0);
  if (mark !== 0x49492a00 && mark !== 0x4d4d002a) return [];
  const little = isLittle(view);
  const seen = new Set<number>();
  for (let at = view.getUint32(4, little); at !== 0 && at + 2 <= bytes.length && !seen.has(at) && seen.size < MAX_PAGES;) {
    seen.add(at);
    const next = at + 2 + view.getUint16(at, little) * 12;
    if (next + 4 > bytes.length) break;
    at = view.getUint32(next, little);
  }
  return [...seen];
}
