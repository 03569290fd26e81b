import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { embeddingPrompt } from '../../shared/domain/embedding-prompt.ts';
import type { ModelFacts } from '../../shared/domain/model.ts';

const headBytes = 2 ** 20;
const samples = 32;
const sampleBytes = 64 * 1024;

/** Where the file is looked at: its head, with name, tokenizer and shape, and places spread over the weights up to the end. */
function places(sizeBytes: number): { start: number; length: number }[] {
  const last = Math.max(0, sizeBytes - sampleBytes);
  const spread = Array.from({ length: samples }, (_, at) => ({ start: Math.floor((last * (at + 1)) / samples), length: sampleBytes }));
  return [{ start: 0, length: headBytes }, ...spread];
}

/**
 * Names the vector space of an embedding model: two files make comparable vectors only where all of this is equal.
 * Two trainings of one model differ in nothing but the weights, and in all of them; samples tell them apart in no time.
 */
export async function embeddingIdentity(path: string, facts: ModelFacts): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    for (const { start, length } of places((await file.stat()).size)) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start);
      hash.update(buffer.subarray(0, bytesRead));
    }
    return [
      basename(path),
      facts.sizeBytes,
      hash.digest('hex').slice(0, 32),
      `d${facts.dimensions ?? 0}`,
      `w${facts.contextTokens}`,
      facts.pooling,
      embeddingPrompt(facts.name).id,
    ].join('|');
  } finally {
    await file.close();
  }
}
