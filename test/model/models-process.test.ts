import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { LanguageModel } from '../../src/engine/providers/specification.ts';
import { getSetting } from '../../src/engine/store/settings.ts';
import { testModelPath } from '../models/generate.ts';
import { scripted, tell, user } from './open-models.ts';
import { superviseModels } from './supervised-models.ts';

const question = { messages: [scripted('When?', 'On Monday [1].')], maxTokens: 50 };
const long = { messages: [scripted('Tell me all?', 'night river garden house '.repeat(60))], maxTokens: 600 };

async function chatOf(models: ReturnType<typeof superviseModels>): Promise<LanguageModel> {
  const chat = await models.registry.chat();
  if (!chat) throw new Error('no chat model');
  return chat;
}

/** A killed process lets go of its channel a moment later; until then a second signal meets nobody. */
function kill(models: ReturnType<typeof superviseModels>): void {
  const { pid } = models.supervised;
  if (pid !== undefined) process.kill(pid, 'SIGKILL');
}

describe('the registry over the real process', () => {
  test('a role without a choice has no model and starts no process', async () => {
    const { registry, supervised } = superviseModels();
    expect([await registry.chat(), await registry.embedding(), await registry.reranker()]).toEqual([null, null, null]);
    expect(registry.status().map((status) => status.state)).toEqual(['not-set', 'not-set', 'not-set']);
    expect(supervised.state).toBe('stopped');
  });

  test('a chosen model is loaded by its first use, told about, and remembered by the library', async () => {
    const models = superviseModels();
    expect(await models.registry.set('chat', testModelPath('chat'))).toMatchObject({ state: 'idle', fileName: 'chat.gguf' });
    expect(models.supervised.state).toBe('stopped');
    const chat = await chatOf(models);
    expect(chat).toMatchObject({ provider: 'local', name: 'Footnote test chat', backend: 'cpu' });
    expect((await tell(chat.generate(question))).text).toBe('On Monday [1].');
    expect(await chat.countTokens(['one', 'one two'])).toEqual([expect.any(Number), expect.any(Number)]);
    const states = models.changes.map((status) => status.state);
    expect([states[0], states[1], states.at(-1)]).toEqual(['idle', 'loading', 'ready']);
    expect(models.changes.some((status) => (status.loadProgress ?? 0) > 0.5)).toBe(true);
    expect(models.reopen().status()[0]).toMatchObject({ role: 'chat', state: 'idle', fileName: 'chat.gguf' });
  });

  test('vectors and scores cross the process border unharmed', async () => {
    const { registry } = superviseModels();
    await registry.set('embedding', testModelPath('embedding-small'));
    await registry.set('reranker', testModelPath('reranker'));
    const embedding = await registry.embedding();
    const texts = Array.from({ length: 70 }, (_, index) => `payment number ${index}`);
    const vectors = await embedding?.embed(texts, 'passage');
    expect(vectors?.map((vector) => vector.length)).toEqual(texts.map(() => 64));
    expect(Math.hypot(...(vectors?.[69] ?? []))).toBeCloseTo(1, 5);
    expect(embedding?.identity).toMatch(/^embedding-small\.gguf\|\d+\|[0-9a-f]{32}\|d64\|w512\|mean\|plain$/);
    const reranker = await registry.reranker();
    const [low = 1, high = 0] = (await reranker?.rerank('payment deadline', ['a court case', 'payment deadline'])) ?? [];
    expect(high).toBeGreaterThan(low);
  });

  test('a refused file is a failed state with its error, and choosing another one mends it', async () => {
    const { registry } = superviseModels();
    await registry.set('chat', testModelPath('embedding'));
    await expect(registry.chat()).rejects.toMatchObject({ code: 'model-wrong-role' });
    expect(registry.status()[0]).toMatchObject({ state: 'failed', error: { code: 'model-wrong-role' } });
    await registry.set('chat', testModelPath('chat'));
    expect(await registry.load('chat')).toMatchObject({ state: 'ready', facts: { architecture: 'qwen3' }, error: null });
    expect(await registry.unload('chat')).toMatchObject({ state: 'idle', facts: null });
    expect(await registry.set('chat', null)).toMatchObject({ state: 'not-set', fileName: null });
    expect(await registry.chat()).toBeNull();
  });

  test('an abort stops an answer in the other process, and the model serves on', async () => {
    const models = superviseModels();
    await models.registry.set('chat', testModelPath('chat'));
    const chat = await chatOf(models);
    const stop = new AbortController();
    const reason = new Error('stopped by the person');
    const reading = (async () => {
      for await (const part of chat.generate(long, { signal: stop.signal })) if (part.type === 'text-delta') stop.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    expect((await tell(chat.generate(question))).text).toBe('On Monday [1].');
  });

  test('a prompt that does not fit comes back with its code and figures', async () => {
    const models = superviseModels();
    await models.registry.set('chat', testModelPath('chat'));
    const chat = await chatOf(models);
    const reading = tell(chat.generate({ messages: [user('house '.repeat(20_000))], maxTokens: 10 }));
    await expect(reading).rejects.toMatchObject({ code: 'context-overflow', details: { limit: chat.contextTokens } });
  });
});

describe('a process that is killed', () => {
  test('during an answer fails that answer alone; the next use starts and loads again', async () => {
    const models = superviseModels();
    await models.registry.set('chat', testModelPath('chat'));
    const chat = await chatOf(models);
    const before = models.supervised.pid;
    const reading = (async () => {
      // At its begin: on a busy machine the whole answer may wait in the channel when the first word is read.
      for await (const part of chat.generate(long)) if (part.type === 'prompt-end') kill(models);
    })();
    await expect(reading).rejects.toMatchObject({ code: 'process-lost' });
    expect(models.registry.status()[0]).toMatchObject({ state: 'idle', facts: null });
    expect((await tell(chat.generate(question))).text).toBe('On Monday [1].');
    expect(models.supervised.pid).not.toBe(before);
    expect(models.registry.status()[0]?.state).toBe('ready');
  });

  test('during a load is loaded again with a safer kind, and the kind that worked is remembered', async () => {
    const models = superviseModels('auto');
    await models.registry.set('chat', testModelPath('chat'));
    await models.supervised.client();
    let kills = 0;
    models.registry.onChange((status) => {
      if (status.state === 'loading' && (status.loadProgress ?? 0) > 0 && kills++ === 0) kill(models);
    });
    const chat = await chatOf(models);
    expect(kills).toBeGreaterThan(0);
    expect((await tell(chat.generate(question))).text).toBe('On Monday [1].');
    expect(getSetting(models.library.read, 'models.gpu')).toBe(chat.backend);
    await models.registry.set('chat', testModelPath('chat'));
    expect(getSetting(models.library.read, 'models.gpu')).toBeNull();
  });

  test('during every load is told as the file that does it, and not tried again by use', async () => {
    const models = superviseModels();
    await models.registry.set('chat', testModelPath('chat'));
    await models.supervised.client();
    const stop = models.registry.onChange((status) => {
      if (status.state === 'loading' && (status.loadProgress ?? 0) > 0) kill(models);
    });
    await expect(models.registry.chat()).rejects.toMatchObject({ code: 'model-load-failed', details: { reason: 'crash' } });
    stop();
    await expect(models.registry.chat()).rejects.toMatchObject({ code: 'model-load-failed' });
    expect(await models.registry.load('chat')).toMatchObject({ state: 'ready' });
  });

  test('while idle is not noticed by whoever asks next', async () => {
    const models = superviseModels();
    await models.registry.set('embedding', testModelPath('embedding-small'));
    const embedding = await models.registry.embedding();
    const [first] = (await embedding?.embed(['payment'], 'query')) ?? [];
    kill(models);
    await expect.poll(() => models.registry.status()[1]?.state).toBe('idle');
    expect(await embedding?.embed(['payment'], 'query')).toEqual([first]);
  });

  test('comes back with the file that lies there then, and never gives vectors of other weights under the old name', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'footnote-replaced-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'embedder.gguf');
    copyFileSync(testModelPath('embedding-small'), path);
    const models = superviseModels();
    await models.registry.set('embedding', path);
    const embedding = await models.registry.embedding();
    await embedding?.embed(['payment'], 'passage');
    kill(models);
    await expect.poll(() => models.registry.status()[1]?.state).toBe('idle');
    // The same model trained further: as large, with the same head.
    const weights = readFileSync(path);
    for (let at = weights.length - 4096; at < weights.length; at += 4) weights[at] = (weights[at] ?? 0) ^ 1;
    writeFileSync(path, weights);
    await expect(embedding?.embed(['payment'], 'passage')).rejects.toMatchObject({ code: 'model-not-set', retryable: true });
    const trained = await models.registry.embedding();
    expect(trained?.identity).not.toBe(embedding?.identity);
    expect(await trained?.embed(['payment'], 'passage')).toHaveLength(1);
  });
});

test('a parent that is killed takes the models process with it, in the middle of an answer', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'models-parent.ts'), testModelPath('chat')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(line);
  expect(isAlive(pid)).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
