/*
 * Three forms of one vector, each made from the one before: the row (16-bit, as good as exact, read from disk for the few
 * that matter), and a code that stays in memory: one bit for each dimension, or 8 bits where there are few dimensions.
 */

/** bits: the sign of each coordinate, seen from the mean · bytes: each coordinate in 8 bits. */
export type CodeKind = 'bits' | 'bytes';

const ROW_LEVELS = 32_767;
const BYTE_LEVELS = 127;
/** Levels of a query against bytes; with `BYTE_LEVELS` and the fewest dimensions that use bits, sums stay below 2^31. */
export const QUERY_LEVELS = 8_191;
const LEAST_DIMENSIONS_OF_BITS = 768;
/** Bytes are kept for so many vectors at most: 150 MB at 384 dimensions. Above, bits with more candidates. */
const MOST_BYTE_CODES = 400_000;

/** With few dimensions one bit for each is too little to go by (`docs/decisions`, vector search). */
export function codeKindFor(dimensions: number, count: number): CodeKind {
  return dimensions < LEAST_DIMENSIONS_OF_BITS && count <= MOST_BYTE_CODES ? 'bytes' : 'bits';
}

/** Bytes of a code, a multiple of the 16 that the kernel reads at once. */
export function codeBytes(kind: CodeKind, dimensions: number): number {
  return kind === 'bits' ? Math.ceil(dimensions / 128) * 16 : Math.ceil(dimensions / 16) * 16;
}

/** The same direction with length 1. A vector without a direction stays as it is. */
export function unitVector(vector: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const unit = Float32Array.from(vector);
  let squares = 0;
  for (const value of unit) squares += value * value;
  if (squares > 0) {
    const length = Math.sqrt(squares);
    for (let index = 0; index < unit.length; index += 1) unit[index] = (unit[index] ?? 0) / length;
  }
  return unit;
}

function largest(vector: Float32Array): number {
  let most = 0;
  for (const value of vector) if (Math.abs(value) > most) most = Math.abs(value);
  return most;
}

/** A unit vector as its scale (float32) and 16-bit coordinates. */
export function encodeRow(unit: Float32Array): Uint8Array {
  const step = largest(unit) / ROW_LEVELS;
  const bytes = new ArrayBuffer(4 + unit.length * 2);
  new Float32Array(bytes, 0, 1)[0] = step;
  const levels = new Int16Array(bytes, 4, unit.length);
  if (step > 0) for (let index = 0; index < unit.length; index += 1) levels[index] = Math.round((unit[index] ?? 0) / step);
  return new Uint8Array(bytes);
}

/** The coordinates of a row, and what they are multiplied by. The bytes are copied only where they lie askew in memory. */
export function openRow(row: Uint8Array): { levels: Int16Array; step: number } {
  const even = row.byteOffset % 4 === 0 ? row : Uint8Array.from(row);
  const length = (even.byteLength - 4) / 2;
  return {
    step: new Float32Array(even.buffer, even.byteOffset, 1)[0] ?? 0,
    levels: new Int16Array(even.buffer, even.byteOffset + 4, length),
  };
}

export function decodeRow(row: Uint8Array): Float32Array<ArrayBuffer> {
  const { levels, step } = openRow(row);
  const vector = new Float32Array(levels.length);
  for (let index = 0; index < levels.length; index += 1) vector[index] = (levels[index] ?? 0) * step;
  return vector;
}

/** One bit for each coordinate that is above the mean. */
export function encodeBits(unit: Float32Array, mean: Float32Array, into: Uint8Array): void {
  into.fill(0);
  for (let index = 0; index < unit.length; index += 1) {
    if ((unit[index] ?? 0) > (mean[index] ?? 0)) into[index >> 3] = (into[index >> 3] ?? 0) | (1 << (index & 7));
  }
}

const PLANES = 4;
const PLANE_LEVELS = 7;

/**
 * A query as it is weighed against bits: its coordinates, seen from the mean, as numbers of four bits (two's complement),
 * bit by bit: a plane of lowest bits first, each as long as a code.
 */
export function encodePlanes(unit: Float32Array, mean: Float32Array, into: Uint8Array): void {
  into.fill(0);
  const fromMean = unit.map((value, index) => value - (mean[index] ?? 0));
  const step = largest(fromMean) / PLANE_LEVELS;
  if (step === 0) return;
  const planeBytes = into.length / PLANES;
  for (const [index, value] of fromMean.entries()) {
    const level = Math.round(value / step);
    for (let plane = 0; plane < PLANES; plane += 1) {
      const at = plane * planeBytes + (index >> 3);
      into[at] = (into[at] ?? 0) | (((level >> plane) & 1) << (index & 7));
    }
  }
}

/** Coordinates in `levels` steps of the largest; returns the step. */
export function encodeLevels(unit: Float32Array, levels: number, into: Int8Array | Int16Array): number {
  const step = largest(unit) / levels;
  into.fill(0);
  if (step > 0) for (let index = 0; index < unit.length; index += 1) into[index] = Math.round((unit[index] ?? 0) / step);
  return step;
}

/** A code as it is kept: bits as such, bytes with their step (float32) behind them. */
export function encodeCode(kind: CodeKind, unit: Float32Array, mean: Float32Array): Uint8Array {
  const bytes = codeBytes(kind, unit.length);
  if (kind === 'bits') {
    const bits = new Uint8Array(bytes);
    encodeBits(unit, mean, bits);
    return bits;
  }
  const code = new Uint8Array(bytes + 4);
  const step = encodeLevels(unit, BYTE_LEVELS, new Int8Array(code.buffer, 0, bytes));
  new Float32Array(code.buffer, bytes, 1)[0] = step;
  return code;
}
