import { hasBit } from './resident-chunks.ts';
import { codeBytes, type CodeKind, encodeBits, encodeLevels, encodePlanes, QUERY_LEVELS } from './vector-encoding.ts';
import { createScanKernel, type ScanKernel } from './vector-kernel.ts';

const PAGE = 65_536;
/** Below the codes lie the query (up to 16 KiB), its planes (as much at most), and the histogram of distances. */
const QUERY_AT = 0;
const PLANES_AT = 16_384;
const HISTOGRAM_AT = 32_768;
const CODES_AT = PAGE;
const FIRST_CAPACITY = 4_096;
/** A distance in bits, or a product. */
const RESULT_BYTES = 4;
const SLOT_BYTES = 4;

/** How far a search by bits looks. */
export interface Reach {
  /** How many are wanted. */
  want: number;
  /** Of how many times as many, nearest by distance in bits, those are chosen by their product with the query. */
  widen: number;
}

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
   * Ids of the `want` vectors that look most like `unitQuery`, ascending. With `among` (a bit for each id) only those are
   * looked at; where they lie is kept until that set is dropped or a code comes or goes.
   */
  candidates(unitQuery: Float32Array, reach: Reach, among?: Uint8Array): Uint32Array;
}

export function createResidentCodes(kind: CodeKind, dimensions: number, mean: Float32Array): ResidentCodes {
  const width = codeBytes(kind, dimensions);
  let capacity = FIRST_CAPACITY;
  let size = 0;
  let ids = new Uint32Array(capacity);
  let steps = new Float32Array(kind === 'bytes' ? capacity : 0);
  const pagesFor = (slotCount: number): number => Math.ceil((CODES_AT + slotCount * (width + RESULT_BYTES + SLOT_BYTES) + 64) / PAGE);
  const kernel: ScanKernel = createScanKernel(width, pagesFor(capacity));
  const resultsAt = (): number => CODES_AT + capacity * width;
  const slotsAt = (): number => resultsAt() + capacity * RESULT_BYTES;
  /** Where the codes of a set of ids lie. */
  let places = new WeakMap<Uint8Array, Uint32Array>();

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

  function slotsOf(among: Uint8Array): Uint32Array {
    const known = places.get(among);
    if (known) return known;
    const slots = new Uint32Array(size);
    let count = 0;
    for (let slot = 0; slot < size; slot += 1) if (hasBit(among, ids[slot] ?? 0)) slots[count++] = slot;
    const found = slots.slice(0, count);
    places.set(among, found);
    return found;
  }

  /** The `want` of the slots at `slotsAt` that have the highest products with the query. */
  function heaviest(unitQuery: Float32Array, count: number, want: number): Uint32Array {
    const slots = new Uint32Array(kernel.memory.buffer, slotsAt(), count);
    if (count <= want) return slots;
    encodePlanes(unitQuery, mean, new Uint8Array(kernel.memory.buffer, PLANES_AT, width * 4));
    kernel.weigh(CODES_AT, slotsAt(), count, PLANES_AT, resultsAt());
    const products = new Int32Array(kernel.memory.buffer, resultsAt(), count);
    const edge = products.toSorted()[count - want] ?? 0;
    let atEdge = want - products.reduce((above, product) => above + (product > edge ? 1 : 0), 0);
    return slots.filter((_slot, at) => {
      const product = products[at] ?? 0;
      return product > edge || (product === edge && atEdge-- > 0);
    });
  }

  function nearestBits(unitQuery: Float32Array, { want, widen }: Reach, among: Uint8Array | undefined): Uint32Array {
    encodeBits(unitQuery, mean, new Uint8Array(kernel.memory.buffer, QUERY_AT, width));
    const histogram = new Uint32Array(kernel.memory.buffer, HISTOGRAM_AT, width * 8 + 1).fill(0);
    const inside = among === undefined ? null : slotsOf(among);
    const count = inside?.length ?? size;
    if (inside !== null) new Uint32Array(kernel.memory.buffer, slotsAt(), count).set(inside);
    const scan = inside === null ? kernel.hamming : kernel.hammingOf;
    scan(CODES_AT, slotsAt(), count, QUERY_AT, resultsAt(), HISTOGRAM_AT);
    const near = want * widen;
    const pick = inside === null ? kernel.pick : kernel.pickOf;
    const picked = pick(resultsAt(), count, threshold(histogram, near), slotsAt(), Math.min(count, near * 4));
    return heaviest(unitQuery, picked, want);
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
      places = new WeakMap();
      ids[size] = id;
      codeAt(size).set(code.subarray(0, width));
      if (kind === 'bytes') steps[size] = new DataView(code.buffer, code.byteOffset + width, 4).getFloat32(0, true);
      size += 1;
    },
    addBlock(blockIds, codes) {
      const count = blockIds.length;
      if (size + count > capacity) grow(Math.max(size + count, capacity * 1.25));
      places = new WeakMap();
      ids.set(blockIds, size);
      new Uint8Array(kernel.memory.buffer, CODES_AT + size * width, count * width).set(codes.subarray(0, count * width));
      if (kind === 'bytes') steps.set(new Float32Array(Uint8Array.from(codes.subarray(count * width)).buffer), size);
      size += count;
    },
    deleteAll(gone) {
      places = new WeakMap();
      for (let slot = size - 1; slot >= 0; slot -= 1) {
        if (!gone.has(ids[slot] ?? 0)) continue;
        size -= 1;
        codeAt(slot).set(codeAt(size));
        ids[slot] = ids[size] ?? 0;
        if (kind === 'bytes') steps[slot] = steps[size] ?? 0;
      }
    },
    candidates(unitQuery, reach, among) {
      if (size === 0 || reach.want < 1) return new Uint32Array();
      let found: ArrayLike<number>;
      if (kind === 'bits') found = nearestBits(unitQuery, reach, among);
      else {
        encodeLevels(unitQuery, QUERY_LEVELS, new Int16Array(kernel.memory.buffer, QUERY_AT, width));
        kernel.dots(CODES_AT, size, width, QUERY_AT, resultsAt());
        found = best(Math.min(reach.want, size), among ?? null);
      }
      return Uint32Array.from(found, (slot) => ids[slot] ?? 0).sort();
    },
  };
}
