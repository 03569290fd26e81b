import {
  advance,
  type Body,
  type Code,
  constant,
  f32,
  get,
  i32,
  join,
  lanesOf,
  moduleOf,
  set,
  sumOfLanes,
  vector,
  when,
  whileBelow,
} from './wasm-code.ts';

/*
 * The loops that look at every vector, as WebAssembly with SIMD: written here as instructions and put together at start for
 * codes of one width, so that nothing generated lies in the repository and no compiler is needed.
 */

const VECTOR_BYTES = 16;
/** So many counts of up to 8 bits each fit into a byte. */
const COUNTS_OF_BYTE = 16;

/**
 * How many bits are set in `bytes` of memory at `code`, combined with those at `other`, as 16-bit lanes on the stack. Written
 * out without a loop.
 */
function countBits(bytes: number, code: Code, other: Code, combine: Code): Code {
  const groups: Code[] = [];
  for (let from = 0; from < bytes; from += COUNTS_OF_BYTE * VECTOR_BYTES) {
    const to = Math.min(bytes, from + COUNTS_OF_BYTE * VECTOR_BYTES);
    const parts: Code[] = [];
    for (let at = from; at < to; at += VECTOR_BYTES) {
      parts.push(code, vector.load(at), other, vector.load(at), combine, vector.popcount8, at > from ? vector.add8 : []);
    }
    groups.push(join(...parts, vector.addPairs8to16, from > 0 ? vector.add16 : []));
  }
  return join(...groups);
}

/**
 * hamming(base, slots, count, query, out, histogram): distance of each code as u16, and how often each distance occurs.
 * Indexed, the codes are those in `slots`; else the first `count`.
 */
function hamming(bytes: number, isIndexed: boolean): Body {
  const [base, slots, count, query, out, histogram, at, code, distance, cell, wide] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const slot = isIndexed ? join(get(slots), get(at), constant(2), i32.shl, i32.add, i32.load) : get(at);
  const note = join(
    get(histogram),
    get(distance),
    constant(2),
    i32.shl,
    i32.add,
    set(cell),
    get(cell),
    get(cell),
    i32.load,
    constant(1),
    i32.add,
    i32.store,
  );
  const each = join(
    get(base),
    slot,
    constant(bytes),
    i32.mul,
    i32.add,
    set(code),
    countBits(bytes, get(code), get(query), vector.xor),
    vector.addPairs16to32,
    sumOfLanes({ wide }),
    set(distance),
    get(out),
    get(distance),
    i32.store16,
    note,
    advance(out, constant(2)),
    advance(at, constant(1)),
  );
  const name = isIndexed ? 'hammingOf' : 'hamming';
  return { name, parameters: 6, returnsInt: false, ints: 4, vectors: 1, code: whileBelow(at, get(count), each) };
}

/**
 * weigh(base, slots, count, planes, out): products of codes with a query of 4 bits a coordinate, as i32. `planes` are the
 * four bits of its coordinates, lowest first, the last of them worth -8.
 */
function weigh(bytes: number): Body {
  const [base, slots, count, planes, out, at, code, sum] = [0, 1, 2, 3, 4, 5, 6, 7];
  const plane = (bit: number): Code =>
    join(countBits(bytes, get(code), join(get(planes), constant(bit * bytes), i32.add), vector.and), constant(bit), vector.shiftLeft16);
  const each = join(
    get(base),
    get(slots),
    get(at),
    constant(2),
    i32.shl,
    i32.add,
    i32.load,
    constant(bytes),
    i32.mul,
    i32.add,
    set(code),
    plane(0),
    plane(1),
    vector.add16,
    plane(2),
    vector.add16,
    plane(3),
    vector.subtract16,
    vector.addSignedPairs16to32,
    set(sum),
    get(out),
    lanesOf(sum),
    i32.store,
    advance(out, constant(4)),
    advance(at, constant(1)),
  );
  return { name: 'weigh', parameters: 5, returnsInt: false, ints: 2, vectors: 1, code: whileBelow(at, get(count), each) };
}

/**
 * pick(distances, count, threshold, found, cap): the slots of all at most `threshold` away, in order; returns how many.
 * Indexed, `found` holds the slots that the distances belong to, and is written over from its beginning.
 */
function pick(isIndexed: boolean): Body {
  const [distances, count, threshold, found, cap, at, taken, end, wide] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const distance = join(get(distances), get(at), constant(1), i32.shl, i32.add, i32.load16);
  const slot = isIndexed ? join(get(found), get(at), constant(2), i32.shl, i32.add, i32.load) : get(at);
  const take = join(get(found), get(taken), constant(2), i32.shl, i32.add, slot, i32.store, advance(taken, constant(1)));
  const one = join(
    when(join(distance, get(threshold), i32.greaterUnsigned, [0x45], get(taken), get(cap), i32.lessUnsigned, i32.and), take),
    advance(at, constant(1)),
  );
  const anyOfEight = join(
    get(distances),
    get(at),
    constant(1),
    i32.shl,
    i32.add,
    vector.load(),
    get(wide),
    vector.lessOrEqual16,
    vector.anyTrue,
  );
  const eight = join(get(at), constant(8), i32.add, set(end), when(anyOfEight, whileBelow(at, get(end), one), join(get(end), set(at))));
  const code = join(
    get(threshold),
    vector.splat16,
    set(wide),
    whileBelow(at, join(get(count), constant(-8), i32.and), eight),
    whileBelow(at, get(count), one),
    get(taken),
  );
  return { name: isIndexed ? 'pickOf' : 'pick', parameters: 5, returnsInt: true, ints: 3, vectors: 1, code };
}

/** dots(base, count, dimensions, query16, out): products of int8 rows with a query widened to int16, as i32. */
function dots(): Body {
  const [base, count, dimensions, query, out, at, offset, low, high] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const row = join(get(base), get(offset), i32.add, vector.load());
  const widened = (by: number): Code => join(get(query), get(offset), constant(1), i32.shl, i32.add, vector.load(by));
  const multiply = join(
    get(low),
    row,
    vector.widenLow8,
    widened(0),
    vector.dot16,
    vector.add32,
    set(low),
    get(high),
    row,
    vector.widenHigh8,
    widened(16),
    vector.dot16,
    vector.add32,
    set(high),
    advance(offset, constant(16)),
  );
  const each = join(
    vector.zero,
    set(low),
    vector.zero,
    set(high),
    constant(0),
    set(offset),
    whileBelow(offset, get(dimensions), multiply),
    get(low),
    get(high),
    vector.add32,
    set(low),
    get(out),
    lanesOf(low),
    i32.store,
    advance(base, get(dimensions)),
    advance(out, constant(4)),
    advance(at, constant(1)),
  );
  return { name: 'dots', parameters: 5, returnsInt: false, ints: 2, vectors: 2, code: whileBelow(at, get(count), each) };
}

/**
 * products(base, count, bytes, query, out): products of rows of 16-bit coordinates with a query of floats, as floats. A row
 * takes `bytes`, a multiple of 16; the query as many coordinates.
 */
function products(): Body {
  const [base, count, bytes, query, out, at, offset, low, high] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const row = join(get(base), get(offset), i32.add, vector.load());
  const floats = (by: number): Code => join(get(query), get(offset), constant(1), i32.shl, i32.add, vector.load(by));
  const add = (sum: number, half: Code, by: number): Code =>
    join(get(sum), row, half, vector.toFloat, floats(by), vector.multiplyFloat, vector.addFloat, set(sum));
  const multiply = join(
    add(low, vector.widenLow16, 0),
    add(high, vector.widenHigh16, VECTOR_BYTES),
    advance(offset, constant(VECTOR_BYTES)),
  );
  const sum = (lane: number): Code => join(get(low), vector.laneFloat(lane));
  const each = join(
    vector.zero,
    set(low),
    vector.zero,
    set(high),
    constant(0),
    set(offset),
    whileBelow(offset, get(bytes), multiply),
    get(low),
    get(high),
    vector.addFloat,
    set(low),
    get(out),
    sum(0),
    sum(1),
    f32.add,
    sum(2),
    f32.add,
    sum(3),
    f32.add,
    f32.store,
    advance(base, get(bytes)),
    advance(out, constant(4)),
    advance(at, constant(1)),
  );
  return { name: 'products', parameters: 5, returnsInt: false, ints: 2, vectors: 2, code: whileBelow(at, get(count), each) };
}

/** Addresses and counts are numbers; see the functions above for what each argument is. */
export interface ScanKernel {
  readonly memory: WebAssembly.Memory;
  hamming(base: number, slots: number, count: number, query: number, out: number, histogram: number): void;
  hammingOf(base: number, slots: number, count: number, query: number, out: number, histogram: number): void;
  pick(distances: number, count: number, threshold: number, found: number, cap: number): number;
  pickOf(distances: number, count: number, threshold: number, found: number, cap: number): number;
  weigh(base: number, slots: number, count: number, planes: number, out: number): void;
  dots(base: number, count: number, dimensions: number, query: number, out: number): void;
}

/** What multiplies rows. */
export interface RowKernel {
  readonly memory: WebAssembly.Memory;
  products(base: number, count: number, bytes: number, query: number, out: number): void;
}

/** A kernel for rows, with a memory of `pages` times 64 KiB. */
export function createRowKernel(pages: number): RowKernel {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf([products()])), { env: { memory } });
  return { memory, ...(exports as unknown as Omit<RowKernel, 'memory'>) };
}

const compiled = new Map<number, WebAssembly.Module>();

/** A kernel for codes of so many bytes, a multiple of 16, with a memory of its own, of `pages` times 64 KiB to begin with. */
export function createScanKernel(codeBytes: number, pages: number): ScanKernel {
  const bodies = [hamming(codeBytes, false), hamming(codeBytes, true), pick(false), pick(true), weigh(codeBytes), dots()];
  const compiledBefore = compiled.get(codeBytes);
  const module = compiledBefore ?? new WebAssembly.Module(moduleOf(bodies));
  compiled.set(codeBytes, module);
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65_536 });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { memory, ...(exports as unknown as Omit<ScanKernel, 'memory'>) };
}
