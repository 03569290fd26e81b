import { afterEach, expect, test } from 'vitest';
import { createLoadedModels, type LoadedModels } from '../../src/models/loaded-models.ts';
import { testModelPath } from '../models/generate.ts';

let models: LoadedModels | undefined;
afterEach(async () => {
  await models?.dispose();
  delete process.env['FOOTNOTE_THREADS'];
});

async function load(role: 'chat' | 'embedding', name: 'chat' | 'embedding-small'): Promise<void> {
  for await (const part of models?.load({ role, path: testModelPath(name), gpu: 'cpu' }) ?? []) void part;
}

test.each([1, 2])('the models of the process share %i threads, however many contexts they have', async (threads) => {
  process.env['FOOTNOTE_THREADS'] = String(threads);
  models = createLoadedModels(() => {});
  await load('chat', 'chat');
  await load('embedding', 'embedding-small');
  const { llama } = await models.runtime('auto');
  expect(llama.maxThreads).toBe(threads);
  expect(models.list().map(({ facts }) => facts.threads)).toEqual([threads, threads]);
});
