import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { embeddingPrompt } from '../../shared/domain/embedding-prompt.ts';
import type { ModelFacts } from '../../shared/domain/model.ts';

const headBytes = 2 ** 20;

/**
 * Names the vector space of an embedding model: two files make comparable vectors only where all of this is equal.
 * The head of the file holds its name, tokenizer and shape, so reading on would add nothing but time.
 */
export async function embeddingIdentity(path: string, facts: ModelFacts): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    const hash = createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 32);
    return [
      basename(path),
      facts.sizeBytes,
      hash,
      `d${facts.dimensions ?? 0}`,
      `w${facts.contextTokens}`,
      facts.pooling,
      embeddingPrompt(facts.name).id,
    ].join('|');
  } finally {
    await file.close();
  }
}
