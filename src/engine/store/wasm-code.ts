/*
 * WebAssembly as lists of bytes: as much of it as `vector-kernel.ts` is written in. Opcodes: WebAssembly 2.0, section 5.4.
 */

export type Code = readonly number[];

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

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const constant = (value: number): Code => [0x41, ...signed(value)];
const simd = (opcode: number, ...immediates: number[]): Code => [0xfd, ...unsigned(opcode), ...immediates];
export const join = (...parts: readonly Code[]): number[] => parts.flat();

export const i32 = {
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
export const f32 = {
  add: [0x92],
  store: [0x38, 2, 0],
} as const;
export const vector = {
  load: (offset = 0): Code => simd(0, 0, ...unsigned(offset)),
  zero: simd(12, ...Array.from({ length: 16 }, () => 0)),
  splat16: simd(16),
  lane32: (lane: number): Code => simd(27, lane),
  laneFloat: (lane: number): Code => simd(31, lane),
  lane64: (lane: number): Code => simd(29, lane),
  lessOrEqual16: simd(51),
  and: simd(78),
  xor: simd(81),
  anyTrue: simd(83),
  popcount8: simd(98),
  add8: simd(110),
  addPairs8to16: simd(125),
  addSignedPairs16to32: simd(126),
  addPairs16to32: simd(127),
  widenLow8: simd(135),
  widenHigh8: simd(136),
  shiftLeft16: simd(139),
  add16: simd(142),
  subtract16: simd(145),
  widenLow16: simd(167),
  widenHigh16: simd(168),
  add32: simd(174),
  dot16: simd(186),
  addFloat: simd(228),
  multiplyFloat: simd(230),
  toFloat: simd(250),
} as const;

const EMPTY_BLOCK = 0x40;
const INT = 0x7f;
const VECTOR = 0x7b;

/** `local += step`. */
export const advance = (local: number, step: Code): Code => join(get(local), step, i32.add, set(local));
/** Runs `body` while `local < limit`; the body advances it. */
export const whileBelow = (local: number, limit: Code, body: Code): Code =>
  join([0x02, EMPTY_BLOCK, 0x03, EMPTY_BLOCK], get(local), limit, i32.lessUnsigned, [0x45, 0x0d, 1], body, [0x0c, 0, 0x0b, 0x0b]);
export const when = (condition: Code, body: Code, otherwise: Code = []): Code =>
  join(condition, [0x04, EMPTY_BLOCK], body, otherwise.length > 0 ? [0x05] : [], otherwise, [0x0b]);
/** The four 32-bit lanes of a local, added up. */
export const lanesOf = (local: number): Code =>
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

/**
 * A vector of unsigned 32-bit lanes on the stack, added up: the two halves as numbers of 64 bits, whose sum times 2^32 + 1
 * has the total in its upper half. Takes fewer steps than lane by lane.
 */
export const sumOfLanes = (locals: { wide: number }): Code =>
  join(
    set(locals.wide),
    get(locals.wide),
    vector.lane64(0),
    get(locals.wide),
    vector.lane64(1),
    [0x7c],
    [0x42, 0x81, 0x80, 0x80, 0x80, 0x10, 0x7e],
    [0x42, 32, 0x88],
    [0xa7],
  );

export interface Body {
  name: string;
  parameters: number;
  returnsInt: boolean;
  /** Locals after the parameters. */
  ints: number;
  vectors: number;
  code: Code;
}

const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (words: string): number[] => [...unsigned(words.length), ...Buffer.from(words)];

/** A module of these functions over a memory that it is given as `env.memory`. */
export function moduleOf(bodies: readonly Body[]): Uint8Array<ArrayBuffer> {
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
