import { InsufficientMemoryError } from 'node-llama-cpp';
import { expect, test } from 'vitest';
import { AppError } from '../../../src/shared/errors.ts';
import { loadError } from '../../../src/models/load-error.ts';
import type { ModelFile } from '../../../src/models/model-file.ts';

const file: ModelFile = {
  path: '/models/small.gguf',
  fileName: 'small.gguf',
  name: 'Small',
  architecture: 'mamba9',
  sizeBytes: 1000,
  pooling: null,
  chatTemplate: null,
  hasRankingHead: false,
};

test.each([
  ['model-memory', new InsufficientMemoryError('too large'), []],
  ['model-memory', new Error('Failed to create context'), ['ggml_backend_cpu: failed to allocate buffer of size 900']],
  ['model-unsupported', new Error('Failed to load model'), ["error loading model: unknown model architecture: 'mamba9'"]],
  ['model-corrupt', new Error('Failed to load model'), ["tensor 'x' data is not within the file bounds, model is corrupted or incomplete"]],
  ['model-load-failed', new Error('Failed to load model'), ['something new']],
])('a failed load is told as %s', (code, error, lines) => {
  const told = loadError(error, file, lines) as AppError;
  expect(told.code).toBe(code);
  expect(told.message).toContain('small.gguf');
  expect(told.details.subject).toBe('small.gguf');
});

test('errors that already say what happened, and aborts, pass unchanged', () => {
  const known = new AppError('model-wrong-role', 'no');
  const abort = Object.assign(new Error('stop'), { name: 'AbortError' });
  expect(loadError(known, file, [])).toBe(known);
  expect(loadError(abort, file, [])).toBe(abort);
});
