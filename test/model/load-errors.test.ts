import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { ModelRole } from '../../src/shared/domain/model.ts';
import { AppError } from '../../src/shared/errors.ts';
import { testModelPath, type TestModelName } from '../models/generate.ts';
import { loadPath, openModels } from './open-models.ts';

const models = openModels();
const folder = mkdtempSync(join(tmpdir(), 'footnote-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function failure(role: ModelRole, path: string): Promise<AppError> {
  try {
    await loadPath(models, role, path);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('it was loaded');
}

function fileOf(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A chat model of which some bytes of the head were overwritten. */
function damaged(at: number, bytes: readonly number[]): string {
  const content = readFileSync(testModelPath('chat'));
  content.set(bytes, at);
  const path = join(folder, `damaged-${at}.gguf`);
  writeFileSync(path, content);
  return path;
}

function cutTo(share: number): string {
  const path = join(folder, `cut-${share}.gguf`);
  copyFileSync(testModelPath('chat'), path);
  truncateSync(path, Math.floor(statSync(path).size * share));
  return path;
}

describe('a file that is no model', () => {
  test.each([
    ['model-missing', 'a path without a file', () => join(folder, 'gone.gguf')],
    ['model-missing', 'a folder', () => folder],
    ['model-corrupt', 'a web page saved under the name of a model', () => fileOf('page.gguf', '<!doctype html><title>404</title>')],
    ['model-corrupt', 'an empty file', () => fileOf('empty.gguf', '')],
    ['model-corrupt', 'a head without a body', () => fileOf('head.gguf', 'GGUF\u0003\u0000\u0000\u0000')],
    ['model-corrupt', 'a head of chance bytes', () => fileOf('chance.gguf', 'GGUF\u0003\u0000\u0000\u0000junkjunkjunkjunk')],
    ['model-corrupt', 'more tensors than the file can hold', () => damaged(8, [255, 255, 255, 255, 255])],
    ['model-corrupt', 'more facts than the file can hold', () => damaged(16, [255, 255, 255, 0])],
    ['model-corrupt', 'a name that is longer than the file', () => damaged(24, [255, 255, 255, 255, 255, 255, 255, 127])],
    ['model-unsupported', 'a version that nobody here can read', () => damaged(4, [9])],
    ['model-corrupt', 'a download that stopped in the head', () => cutTo(0.001)],
    ['model-corrupt', 'a download that stopped halfway', () => cutTo(0.5)],
    ['model-corrupt', 'a download that lacks its last part', () => cutTo(0.995)],
  ])('%s: %s', async (code, _what, path) => {
    const error = await failure('chat', path());
    expect(error.code).toBe(code);
    expect(error.details.subject).not.toContain('/');
  });
});

describe('a model of another kind', () => {
  const cases: [string, ModelRole, TestModelName][] = [
    ['model-wrong-role', 'chat', 'embedding'],
    ['model-wrong-role', 'chat', 'embedding-small'],
    ['model-wrong-role', 'chat', 'reranker'],
    ['model-wrong-role', 'chat', 'chat-without-template'],
    ['model-wrong-role', 'embedding', 'chat'],
    ['model-wrong-role', 'embedding', 'reranker'],
    ['model-wrong-role', 'reranker', 'embedding'],
    ['model-wrong-role', 'reranker', 'reranker-without-head'],
    ['model-unsupported', 'chat', 'unknown-architecture'],
  ];
  test.each(cases)('%s: as %s model the file %s', async (code, role, name) => {
    const error = await failure(role, testModelPath(name));
    expect(error).toMatchObject({ code, details: { subject: `${name}.gguf` } });
    expect(error.message).toContain(`${name}.gguf`);
  });
});

test('more context than memory is told as memory', async () => {
  const { llama } = await models.runtime('cpu');
  await llama.setRamCap(1_000_000);
  try {
    expect(await failure('chat', testModelPath('chat'))).toMatchObject({ code: 'model-memory' });
  } finally {
    await llama.setRamCap(null);
  }
});

test('a refused file leaves the model of the role where it was', async () => {
  await loadPath(models, 'chat', testModelPath('chat'));
  await failure('chat', cutTo(0.5));
  expect(models.list().map((model) => model.facts.name)).toEqual(['Footnote test chat']);
});

test('a load tells its progress, ends with the facts and replaces the former model', async () => {
  await loadPath(models, 'chat', testModelPath('chat'));
  const parts = await loadPath(models, 'chat', testModelPath('chat-scripted'));
  const fractions = parts.flatMap((part) => (part.type === 'progress' ? [part.fraction] : []));
  expect(fractions.length).toBeGreaterThan(1);
  expect(fractions).toEqual(fractions.toSorted((left, right) => left - right));
  expect(parts.at(-1)).toMatchObject({ type: 'loaded', facts: { name: 'Footnote test scripted chat', gpu: 'cpu', threads: 1 } });
  expect(models.list()).toHaveLength(1);
});

test('a load that was aborted leaves the role empty and the next one works', async () => {
  const stop = new AbortController();
  const reason = new Error('another model was chosen');
  const reading = (async () => {
    for await (const part of models.load({ role: 'embedding', path: testModelPath('embedding'), gpu: 'cpu' }, stop.signal)) {
      if (part.type === 'progress') stop.abort(reason);
    }
  })();
  await expect(reading).rejects.toBe(reason);
  expect(() => models.get('embedding')).toThrow(expect.objectContaining({ code: 'model-not-set' }));
  await loadPath(models, 'embedding', testModelPath('embedding'));
});

test('an unloaded model is gone and its calls say so', async () => {
  await loadPath(models, 'chat', testModelPath('chat'));
  await models.unload('chat');
  expect(() => models.get('chat')).toThrow(expect.objectContaining({ code: 'model-not-set' }));
});
