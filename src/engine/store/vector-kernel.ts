/*
 * The loops that look at every vector, as WebAssembly with SIMD: written here as instructions and put together at start,
 * so that nothing generated lies in the repository and no compiler is needed. Opcodes: WebAssembly 2.0, section 5.4.
 */

type Code = readonly number[];

/** Unsigned and signed LEB128, as every number in a module is written. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let left = value >>> 0;
  do {
    const low = left & 0x7f;
    left >>>= 7;
    bytes.push(left === 0 ? low : low | 0x80);
  } while (left !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let left = value | 0;
  for (;;) {
    const low = left & 0x7f;
    left >>= 7;
    const isLast = (left === 0 && (low & 0x40) === 0) || (left === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

const get = (local: number): Code => [0x20, local];
const set = (local: number): Code => [0x21, local];
const constant = (value: number): Code => [0x41, ...signed(value)];
const simd = (opcode: number, ...immediates: number[]): Code => [0xfd, ...unsigned(opcode), ...immediates];
const join = (...parts: readonly Code[]): number[] => parts.flat();

const i32 = {
  add: [0x6a],
  mul: [0x6c],
  and: [0x71],
  shl: [0x74],
  lessUnsigned: [0x49],
  greaterUnsigned: [0x4b],
  load: [0x28, 2, 0],
  load16: [0x2f, 1, 0],
  store: [0x36, 2, 0],
  store16: [0x3b, 1, 0],
} as const;
const vector = {
  load: (offset = 0): Code => simd(0, 0, ...unsigned(offset)),
  zero: simd(12, ...Array.from({ length: 16 }, () => 0)),
  splat16: simd(16),
  lane32: (lane: number): Code => simd(27, lane),
  lessOrEqual16: simd(51),
  xor: simd(81),
  anyTrue: simd(83),
  popcount8: simd(98),
  addPairs8to16: simd(125),
  addPairs16to32: simd(127),
  widenLow8: simd(135),
  widenHigh8: simd(136),
  add16: simd(142),
  add32: simd(174),
  dot16: simd(186),
} as const;

const EMPTY_BLOCK = 0x40;
const INT = 0x7f;
const VECTOR = 0x7b;

/** `local += step`. */
const advance = (local: number, step: Code): Code => join(get(local), step, i32.add, set(local));
/** Runs `body` while `local < limit`; the body advances it. */
const whileBelow = (local: number, limit: Code, body: Code): Code =>
  join([0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK], get(local), limit, i32.lessUnsigned, [0x45, 0x0d, 1], body, [0x0c, 0, 0x0b, 0x0b]);
const when = (condition: Code, body: Code): Code => join(condition, [0x04, EMPTY_BLOCK], body, [0x0b]);
/** The four 32-bit lanes of a local, added up. */
const lanesOf = (local: number): Code =>
  join(
    get(local),
    vector.lane32(0),
    get(local),
    vector.lane32(1),
    i32.add,
    get(local),
    vector.lane32(2),
    i32.add,
    get(local),
    vector.lane32(3),
    i32.add,
  );

interface Body {
  name: string;
  parameters: number;
  returnsInt: boolean;
  /** Locals after the parameters. */
  ints: number;
  vectors: number;
  code: Code;
}

/** hamming(base, count, bytes, query, out, histogram): distance of each code as u16, and how often each distance occurs. */
function hamming(): Body {
  const [base, count, bytes, query, out, histogram, at, offset, distance, cell, sum] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const compare = join(
    get(sum),
    get(base),
    get(offset),
    i32.add,
    vector.load(),
    get(query),
    get(offset),
    i32.add,
    vector.load(),
    vector.xor,
    vector.popcount8,
    vector.addPairs8to16,
    vector.add16,
    set(sum),
    advance(offset, constant(16)),
  );
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
    vector.zero,
    set(sum),
    constant(0),
    set(offset),
    whileBelow(offset, get(bytes), compare),
    get(sum),
    vector.addPairs16to32,
    set(sum),
    lanesOf(sum),
    set(distance),
    get(out),
    get(distance),
    i32.store16,
    note,
    advance(base, get(bytes)),
    advance(out, constant(2)),
    advance(at, constant(1)),
  );
  return { name: 'hamming', parameters: 6, returnsInt: false, ints: 4, vectors: 1, code: whileBelow(at, get(count), each) };
}

/** pick(distances, count, threshold, found, cap): the indexes of all at most `threshold` away, in order; returns how many. */
function pick(): Body {
  const [distances, count, threshold, found, cap, at, taken, end, wide] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const distance = join(get(distances), get(at), constant(1), i32.shl, i32.add, i32.load16);
  const take = join(get(found), get(taken), constant(2), i32.shl, i32.add, get(at), i32.store, advance(taken, constant(1)));
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
  const eight = join(
    get(at),
    constant(8),
    i32.add,
    set(end),
    anyOfEight,
    [0x04, EMPTY_BLOCK],
    whileBelow(at, get(end), one),
    [0x05],
    get(end),
    set(at),
    [0x0b],
  );
  const code = join(
    get(threshold),
    vector.splat16,
    set(wide),
    whileBelow(at, join(get(count), constant(-8), i32.and), eight),
    whileBelow(at, get(count), one),
    get(taken),
  );
  return { name: 'pick', parameters: 5, returnsInt: true, ints: 3, vectors: 1, code };
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

const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (words: string): number[] => [...unsigned(words.length), ...Buffer.from(words)];

function moduleOf(bodies: readonly Body[]): Uint8Array<ArrayBuffer> {
  const types = bodies.map(({ parameters, returnsInt }) => [
    0x60,
    ...list(Array.from({ length: parameters }, () => [INT])),
    ...list(returnsInt ? [[INT]] : []),
  ]);
  const codes = bodies.map(({ ints, vectors, code }) => {
    const body = [
      ...list([
        [...unsigned(ints), INT],
        [...unsigned(vectors), VECTOR],
      ]),
      ...code,
      0x0b,
    ];
    return [...unsigned(body.length), ...body];
  });
  return Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    1,
    0,
    0,
    0,
    ...section(1, list(types)),
    ...section(2, list([[...text('env'), ...text('memory'), 2, 0, 1]])),
    ...section(3, list(bodies.map((_body, index) => unsigned(index)))),
    ...section(7, list(bodies.map(({ name }, index) => [...text(name), 0, ...unsigned(index)]))),
    ...section(10, list(codes)),
  ]);
}

/** Addresses and counts are numbers; see the functions above for what each argument is. */
export interface ScanKernel {
  readonly memory: WebAssembly.Memory;
  hamming(base: number, count: number, bytes: number, query: number, out: number, histogram: number): void;
  pick(distances: number, count: number, threshold: number, found: number, cap: number): number;
  dots(base: number, count: number, dimensions: number, query: number, out: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** A kernel with a memory of its own, of `pages` times 64 KiB to begin with. */
export function createScanKernel(pages: number): ScanKernel {
  compiled ??= new WebAssembly.Module(moduleOf([hamming(), pick(), dots()]));
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65_536 });
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
  return { memory, ...(exports as unknown as Omit<ScanKernel, 'memory'>) };
}
