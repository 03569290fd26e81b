import { readerLimits } from '../reader-limits.ts';
import { unpacksTooLarge } from './member-errors.ts';

/** Honest text packs to a tenth, an empty sheet to a hundredth. */
const MOST_RATIO = 200;
/** Below this, how well something packs tells nothing. */
const RATIO_FROM_BYTES = 32 * 1024 * 1024;

/** Counts what is unpacked from `packedBytes` and passes it on; what the container claims about sizes is not believed. */
export async function* counted(
  name: string,
  chunks: AsyncIterable<Buffer>,
  { packedBytes, limit }: { packedBytes: number; limit: number },
): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > limit) throw unpacksTooLarge(name, limit);
    if (length > RATIO_FROM_BYTES && length > packedBytes * MOST_RATIO) throw unpacksTooLarge(name, packedBytes * MOST_RATIO);
    yield chunk;
  }
}

/** All bytes of a member that takes `packedBytes` in its container. Errors: `read-too-large`. */
export async function gather(name: string, chunks: AsyncIterable<Buffer>, packedBytes: number): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const chunk of counted(name, chunks, { packedBytes, limit: readerLimits.zipPartBytes })) kept.push(chunk);
  return Buffer.concat(kept);
}
