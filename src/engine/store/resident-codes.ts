import { hasBit } from './resident-chunks.ts';
import { codeBytes, type CodeKind, encodeBits, encodeLevels, QUERY_LEVELS } from './vector-encoding.ts';
import { createScanKernel, type ScanKernel } from './vector-kernel.ts';

const PAGE = 65_536;
/** Below the codes lie the query (up to 16 KiB) and the histogram of distances. */
const QUERY_AT = 0;
const HISTOGRAM_AT = 32_768;
const CODES_AT = PAGE;
const FIRST_CAPACITY = 4_096;

/** Codes of all vectors of a model in memory, to find the few that are worth reading. Slots are dense; order means nothing. */
export interface ResidentCodes {
  readonly kind: CodeKind;
  readonly size: number;
  readonly bytes: number;
  /** Makes room for so many more at once. */
  reserve(count: number): void;
  /** `code` is as `encodeCode` makes it. */
  add(id: number, code: Uint8Array): void;
  /** Codes one after the other, for bytes with the steps of all behind them. */
  addBlock(ids: Uint32Array, codes: Uint8Array): void;
  /** Looks through all ids, once. */
  deleteAll(ids: ReadonlySet<number>): void;
  /**
   * Ids of about `want` vectors most like `unitQuery`, ascending; ties at the edge may make it a few more. With `among`
   * (a bit for each id) only those are looked at.
   */
  candidates(unitQuery: Float32Array, want: number, among?: Uint8Array): Uint32Array;
}

export function createResidentCodes(kind: CodeKind, dimensions: number, mean: Float32Array): ResidentCodes {
  const width = codeBytes(kind, dimensions);
  /** A distance in bits takes two bytes, a product four; then the picked indexes. */
  const resultBytes = kind === 'bits' ? 2 : 4;
  let capacity = FIRST_CAPACITY;
  let size = 0;
  let ids = new Uint32Array(capacity);
  let steps = new Float32Array(kind === 'bytes' ? capacity : 0);
  const pagesFor = (slotCount: number): number => Math.ceil((CODES_AT + slotCount * (width + resultBytes + 4) + 64) / PAGE);
  const kernel: ScanKernel = createScanKernel(pagesFor(capacity));
  const resultsAt = (): number => CODES_AT + capacity * width;
  const pickedAt = (): number => resultsAt() + Math.ceil((capacity * resultBytes) / 16) * 16;

  function grow(least: number): void {
    capacity = Math.ceil(least / 64) * 64;
    kernel.memory.grow(pagesFor(capacity) - kernel.memory.buffer.byteLength / PAGE);
    const grownIds = new Uint32Array(capacity);
    grownIds.set(ids);
    ids = grownIds;
    if (kind !== 'bytes') return;
    const grownSteps = new Float32Array(capacity);
    grownSteps.set(steps);
    steps = grownSteps;
  }

  const codeAt = (slot: number): Uint8Array => new Uint8Array(kernel.memory.buffer, CODES_AT + slot * width, width);

  /** The `want` slots with the highest products, by a heap whose root is the least of them. */
  function best(want: number, among: Uint8Array | null): number[] {
    const products = new Int32Array(kernel.memory.buffer, resultsAt(), size);
    const heap: { slot: number; score: number }[] = [];
    const sink = (): void => {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        const [left, right] = [heap[child], heap[child + 1]];
        if (!left) return;
        if (right && right.score < left.score) child += 1;
        const [low, here] = [heap[child], heap[at]];
        if (!low || !here || here.score <= low.score) return;
        [heap[at], heap[child]] = [low, here];
        at = child;
      }
    };
    let edge = Number.NEGATIVE_INFINITY;
    for (let slot = 0; slot < size; slot += 1) {
      const score = (products[slot] ?? 0) * (steps[slot] ?? 0);
      if (score <= edge || (among !== null && !hasBit(among, ids[slot] ?? 0))) continue;
      if (heap.length < want) {
        heap.push({ slot, score });
        if (heap.length === want) heap.sort((one, other) => one.score - other.score);
      } else {
        heap[0] = { slot, score };
        sink();
      }
      if (heap.length === want) edge = heap[0]?.score ?? edge;
    }
    return heap.map(({ slot }) => slot);
  }

  /** The distance that at least `want` slots keep within. */
  function threshold(histogram: Uint32Array, want: number): number {
    let within = 0;
    for (let distance = 0; distance < histogram.length; distance += 1) {
      within += histogram[distance] ?? 0;
      if (within >= want) return distance;
    }
    return histogram.length - 1;
  }

  function nearestBits(unitQuery: Float32Array, want: number, among: Uint8Array | null): number[] {
    encodeBits(unitQuery, mean, new Uint8Array(kernel.memory.buffer, QUERY_AT, width));
    const histogram = new Uint32Array(kernel.memory.buffer, HISTOGRAM_AT, width * 8 + 1);
    histogram.fill(0);
    kernel.hamming(CODES_AT, size, width, QUERY_AT, resultsAt(), HISTOGRAM_AT);
    if (among === null) {
      const cap = Math.min(size, want * 4);
      const count = kernel.pick(resultsAt(), size, threshold(histogram, want), pickedAt(), cap);
      return Array.from(new Uint32Array(kernel.memory.buffer, pickedAt(), count));
    }
    const distances = new Uint16Array(kernel.memory.buffer, resultsAt(), size);
    histogram.fill(0);
    for (let slot = 0; slot < size; slot += 1) {
      if (!hasBit(among, ids[slot] ?? 0)) continue;
      const distance = distances[slot] ?? 0;
      histogram[distance] = (histogram[distance] ?? 0) + 1;
    }
    const edge = threshold(histogram, want);
    const inside: number[] = [];
    for (let slot = 0; slot < size; slot += 1) {
      if ((distances[slot] ?? 0) <= edge && hasBit(among, ids[slot] ?? 0)) inside.push(slot);
    }
    return inside;
  }

  return {
    kind,
    get size() {
      return size;
    },
    get bytes() {
      return kernel.memory.buffer.byteLength + ids.byteLength + steps.byteLength;
    },
    reserve(count) {
      if (size + count > capacity) grow(size + count);
    },
    add(id, code) {
      // By a quarter at a time: twice as much would be hundreds of megabytes in a large library.
      if (size === capacity) grow(capacity * (capacity < 200_000 ? 2 : 1.25));
      ids[size] = id;
      codeAt(size).set(code.subarray(0, width));
      if (kind === 'bytes') steps[size] = new DataView(code.buffer, code.byteOffset + width, 4).getFloat32(0, true);
      size += 1;
    },
    addBlock(blockIds, codes) {
      const count = blockIds.length;
      if (size + count > capacity) grow(Math.max(size + count, capacity * 1.25));
      ids.set(blockIds, size);
      new Uint8Array(kernel.memory.buffer, CODES_AT + size * width, count * width).set(codes.subarray(0, count * width));
      if (kind === 'bytes') steps.set(new Float32Array(Uint8Array.from(codes.subarray(count * width)).buffer), size);
      size += count;
    },
    deleteAll(gone) {
      for (let slot = size - 1; slot >= 0; slot -= 1) {
        if (!gone.has(ids[slot] ?? 0)) continue;
        size -= 1;
        codeAt(slot).set(codeAt(size));
        ids[slot] = ids[size] ?? 0;
        if (kind === 'bytes') steps[slot] = steps[size] ?? 0;
      }
    },
    candidates(unitQuery, want, among) {
      if (size === 0 || want < 1) return new Uint32Array();
      let found: number[];
      if (kind === 'bits') found = nearestBits(unitQuery, want, among ?? null);
      else {
        encodeLevels(unitQuery, QUERY_LEVELS, new Int16Array(kernel.memory.buffer, QUERY_AT, width));
        kernel.dots(CODES_AT, size, width, QUERY_AT, resultsAt());
        found = best(Math.min(want, size), among ?? null);
      }
      return Uint32Array.from(found, (slot) => ids[slot] ?? 0).sort();
    },
  };
}
