import { encodeRows, tensorTypes, type RowFill, type TensorType } from './tensor-encoding.ts';

const alignment = 32;
const version = 3;
const valueTypes = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

type ElementType = 'int32' | 'string';

interface Tensor {
  name: string;
  type: TensorType;
  /** The first is the contiguous one. */
  dimensions: readonly number[];
  fill: RowFill;
}

/** Collects keys and tensors and lays them out as a GGUF file of version 3, in the order they were added. */
export class GgufFile {
  private readonly entries: Buffer[] = [];
  private readonly tensors: Tensor[] = [];

  uint32(key: string, value: number): this {
    return this.entry(key, valueTypes.uint32, uint32Bytes(value));
  }

  float32(key: string, value: number): this {
    const bytes = Buffer.alloc(4);
    bytes.writeFloatLE(value);
    return this.entry(key, valueTypes.float32, bytes);
  }

  bool(key: string, value: boolean): this {
    return this.entry(key, valueTypes.bool, Buffer.from([value ? 1 : 0]));
  }

  string(key: string, value: string): this {
    return this.entry(key, valueTypes.string, stringBytes(value));
  }

  strings(key: string, values: readonly string[]): this {
    return this.array(key, 'string', values.map(stringBytes));
  }

  int32s(key: string, values: readonly number[]): this {
    return this.array(key, 'int32', values.map(int32Bytes));
  }

  tensor(name: string, type: TensorType, dimensions: readonly number[], fill: RowFill): this {
    this.tensors.push({ name, type, dimensions, fill });
    return this;
  }

  /** The whole file. */
  bytes(): Buffer {
    const data = this.tensors.map((tensor) => encodeRows(tensor.type, tensor.dimensions[0] ?? 0, rowCount(tensor), tensor.fill));
    let offset = 0;
    const infos = this.tensors.map((tensor, index) => {
      const info = tensorInfo(tensor, offset);
      offset += padded(data[index]?.length ?? 0);
      return info;
    });
    const head = Buffer.concat([
      Buffer.from('GGUF'),
      uint32Bytes(version),
      uint64Bytes(this.tensors.length),
      uint64Bytes(this.entries.length),
      ...this.entries,
      ...infos,
    ]);
    return Buffer.concat([pad(head), ...data.map(pad)]);
  }

  private array(key: string, element: ElementType, items: readonly Buffer[]): this {
    return this.entry(key, valueTypes.array, Buffer.concat([uint32Bytes(valueTypes[element]), uint64Bytes(items.length), ...items]));
  }

  private entry(key: string, type: number, value: Buffer): this {
    this.entries.push(Buffer.concat([stringBytes(key), uint32Bytes(type), value]));
    return this;
  }
}

function rowCount(tensor: Tensor): number {
  return tensor.dimensions.slice(1).reduce((product, size) => product * size, 1);
}

function tensorInfo(tensor: Tensor, offset: number): Buffer {
  return Buffer.concat([
    stringBytes(tensor.name),
    uint32Bytes(tensor.dimensions.length),
    ...tensor.dimensions.map(uint64Bytes),
    uint32Bytes(tensorTypes[tensor.type].id),
    uint64Bytes(offset),
  ]);
}

function padded(length: number): number {
  return Math.ceil(length / alignment) * alignment;
}

function pad(bytes: Buffer): Buffer {
  return Buffer.concat([bytes], padded(bytes.length));
}

function uint32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function uint64Bytes(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

function stringBytes(value: string): Buffer {
  const text = Buffer.from(value, 'utf8');
  return Buffer.concat([uint64Bytes(text.length), text]);
}
