import * as fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { isSoundHead } from '../../../src/models/gguf-head.ts';
import { testModelPath } from '../../models/generate.ts';

const folder = mkdtempSync(join(tmpdir(), 'footnote-head-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function isSound(path: string, sizeBytes: number, signal?: AbortSignal): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    return await isSoundHead(file, sizeBytes, signal);
  } finally {
    await file.close();
  }
}

test('every model of ours has a sound head', async () => {
  for (const name of ['chat', 'embedding', 'embedding-small', 'reranker'] as const) {
    const path = testModelPath(name);
    expect(await isSound(path, readFileSync(path).length)).toBe(true);
  }
});

test('whatever stands in a file, looking at its head ends, and soon', async () => {
  const content = readFileSync(testModelPath('embedding-small')).subarray(0, 6_000);
  const path = join(folder, 'any.gguf');
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.nat(content.length - 12), bytes, fc.boolean(), async (at, junk, isCut) => {
      const file = Buffer.from(isCut ? content.subarray(0, at) : content);
      if (!isCut) file.set(junk, at);
      writeFileSync(path, file);
      expect(await isSound(path, file.length)).toBe(false);
    }),
    { numRuns: 300 },
  );
});

test('an abort is heard and rejects with its reason', async () => {
  const path = testModelPath('chat');
  const reason = new Error('enough');
  await expect(isSound(path, readFileSync(path).length, AbortSignal.abort(reason))).rejects.toBe(reason);
});
