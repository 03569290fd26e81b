import { fromBufferPromise } from 'yauzl';
import { makeZip } from '../fixtures/documents/make-zip.ts';
import type { Random } from './random.ts';

type Mutation = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

/** Numbers that parsers trip over, as they stand in binary headers. */
const awkward = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
const awkwardText = ['0', '-1', '99999999999', '2147483648', '<', '<<', '/Kids', 'obj', '\u0000', '&x;', ']]>', '"', '{', '[['];

const flips: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  const count = 1 + random.below(Math.max(1, Math.min(64, bytes.length >> 6)));
  for (let index = 0; index < count; index += 1) changed[random.below(changed.length)] = random.below(256);
  return changed;
};
const cut: Mutation = (bytes, random) => bytes.subarray(0, random.below(bytes.length));
const headless: Mutation = (bytes, random) => Buffer.concat([bytes.subarray(0, 8), bytes.subarray(8 + random.below(bytes.length))]);
const hole: Mutation = (bytes, random) => {
  const [from, length] = [random.below(bytes.length), 1 + random.below(4_096)];
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
};
const repeat: Mutation = (bytes, random) => {
  const from = random.below(bytes.length);
  const piece = bytes.subarray(from, from + 1 + random.below(2_048));
  return Buffer.concat([bytes.subarray(0, from), ...Array.from({ length: 1 + random.below(200) }, () => piece), bytes.subarray(from)]);
};
const number: Mutation = (bytes, random) => {
  const changed = Buffer.from(bytes);
  if (changed.length < 8) return changed;
  for (let index = 0; index < 1 + random.below(8); index += 1) {
    const at = random.below(changed.length - 4);
    if (random.next() < 0.5) changed.writeUInt32LE(random.pick(awkward), at);
    else changed.writeUInt16LE(random.pick(awkward) & 0xffff, at);
  }
  return changed;
};
const word: Mutation = (bytes, random) => {
  const at = random.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(random.pick(awkwardText)), bytes.subarray(at + random.below(16))]);
};
const splice: Mutation = (bytes, random, other) => {
  const from = random.below(other.length);
  const at = random.below(bytes.length);
  return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + random.below(8_192)), bytes.subarray(at)]);
};
const mutations: readonly Mutation[] = [flips, flips, cut, headless, hole, repeat, number, word, splice];

const isZip = (bytes: Buffer): boolean => bytes.length > 30 && bytes.readUInt32LE(0) === 0x04034b50;

/** A ZIP with one of its parts mutated and everything else right: past the container, into the reader. */
async function insideZip(bytes: Buffer, random: Random, other: Buffer): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true, autoClose: false });
  const parts: { name: string; content: Buffer }[] = [];
  for await (const entry of zip.eachEntry()) {
    const pieces: Buffer[] = [];
    for await (const piece of await zip.openReadStreamPromise(entry)) pieces.push(piece as Buffer);
    parts.push({ name: entry.fileName, content: Buffer.concat(pieces) });
  }
  const chosen = random.pick(parts.filter((part) => part.content.length > 0));
  chosen.content = random.pick(mutations)(chosen.content, random, other);
  return makeZip(parts);
}

/** One to three changes to a document, or to a part inside it where it is a package. */
export async function mutate(bytes: Buffer, random: Random, other: Buffer): Promise<Buffer> {
  if (isZip(bytes) && random.next() < 0.7) {
    try {
      return await insideZip(bytes, random, other);
    } catch {
      // A package that cannot be taken apart is mutated as bytes.
    }
  }
  let changed = bytes;
  for (let index = 0; index < 1 + random.below(3); index += 1) {
    if (changed.length > 0) changed = random.pick(mutations)(changed, random, other);
  }
  return changed;
}
