import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { embeddingIdentity } from '../../../../src/engine/providers/embedding-identity.ts';
import type { ModelFacts } from '../../../../src/shared/domain/model.ts';

const facts = { name: 'embedder', sizeBytes: 3 * 2 ** 20, contextTokens: 512, dimensions: 384, pooling: 'mean' } as ModelFacts;

test('two trainings of one model under one name are told apart by their weights, a copy is not', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-identity-'));
  const path = join(folder, 'embedder.gguf');
  const identityOf = async (weight: number, size = 3 * 2 ** 20) => {
    writeFileSync(path, Buffer.concat([Buffer.alloc(2 ** 20, 7), Buffer.alloc(size - 2 ** 20, weight)]));
    return await embeddingIdentity(path, facts);
  };
  try {
    const first = await identityOf(1);
    expect(await identityOf(2)).not.toBe(first);
    expect(await identityOf(1)).toBe(first);
    expect(await embeddingIdentity(path, { ...facts, pooling: 'cls' })).not.toBe(first);
    writeFileSync(path, 'far too short to have samples');
    await expect(embeddingIdentity(path, facts)).resolves.toContain('embedder.gguf');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
