/** Sets the values of one row that are not zero. */
export type RowFill = (row: number, values: Float32Array) => void;

/** ggml's number of the type, and how many values share a block of how many bytes. */
export const tensorTypes = {
  F32: { id: 0, blockValues: 1, blockBytes: 4 },
  Q8_0: { id: 8, blockValues: 32, blockBytes: 34 },
} as const;
export type TensorType = keyof typeof tensorTypes;

export const zeros: RowFill = () => {};

/** A row whose value at an index is `valueAt(index)`, whatever the row. */
export function everyRow(valueAt: (index: number) => number): RowFill {
  return (_row, values) => {
    for (let index = 0; index < values.length; index += 1) values[index] = valueAt(index);
  };
}

/** Encodes `rows` rows of `columns` values. Q8_0 keeps rows of −s, 0 and s apart exactly. */
export function encodeRows(type: TensorType, columns: number, rows: number, fill: RowFill): Buffer {
  const { blockValues, blockBytes } = tensorTypes[type];
  if (columns % blockValues !== 0) throw new Error(`${columns} values do not fill blocks of ${type}`);
  const rowBytes = (columns / blockValues) * blockBytes;
  const bytes = Buffer.alloc(rowBytes * rows);
  const values = new Float32Array(columns);
  for (let row = 0; row < rows; row += 1) {
    values.fill(0);
    fill(row, values);
    const offset = row * rowBytes;
    if (type === 'F32') values.forEach((value, index) => bytes.writeFloatLE(value, offset + index * 4));
    else encodeQ8(values, bytes, offset);
  }
  return bytes;
}

function encodeQ8(values: Float32Array, bytes: Buffer, offset: number): void {
  const { blockValues, blockBytes } = tensorTypes.Q8_0;
  for (let block = 0; block * blockValues < values.length; block += 1) {
    const slice = values.subarray(block * blockValues, (block + 1) * blockValues);
    const scale = slice.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / 127;
    if (scale === 0) continue;
    const at = offset + block * blockBytes;
    bytes.writeUInt16LE(halfBits(scale), at);
    slice.forEach((value, index) => bytes.writeInt8(Math.round(value / scale), at + 2 + index));
  }
}

/** The bits of a positive half-precision number, rounded to nearest; below its normal range it becomes zero. */
function halfBits(value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0;
  const exponent = (bits >>> 23) - 112;
  if (exponent <= 0) return 0;
  if (exponent >= 31) return 0x7c00;
  const mantissa = bits & 0x7fffff;
  return ((exponent << 10) | (mantissa >> 13)) + ((mantissa >> 12) & 1);
}
