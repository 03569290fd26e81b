import { expect, test } from 'vitest';
import { errorDataOf, nextActionLabels, wordsFor } from '../../../src/renderer/client/error-words.ts';
import { AppError, errorCodeSchema, toErrorData } from '../../../src/shared/errors.ts';

test('every code says in plain words what happened and what to do next', () => {
  for (const code of errorCodeSchema.options) {
    const { title, advice, action } = wordsFor(toErrorData(new AppError(code, 'raw', { details: { subject: 'contract.pdf' } })));
    expect(title, code).toMatch(/^([A-Z]|contract\.pdf ).*\.$/);
    expect(advice, code).toMatch(/^[A-Z].*\.$/);
    expect(`${title} ${advice}`, code).not.toMatch(/[{}!]|error|exception|raw/i);
    expect(action in nextActionLabels, code).toBe(true);
  }
});

test('a bug becomes one sentence and keeps nothing of its own text', () => {
  const data = errorDataOf(new TypeError('cannot read properties of secret document text'));
  expect(data.code).toBe('internal');
  expect(JSON.stringify(data)).not.toContain('secret');
});

test('a subject that is a kind of thing and no name begins its sentence as one would say it', () => {
  expect(wordsFor({ code: 'not-found', details: { subject: 'document' } }).title).toBe('The document is no longer there.');
  expect(wordsFor({ code: 'not-found', details: { subject: 'lease.pdf' } }).title).toBe('lease.pdf is no longer there.');
  expect(wordsFor({ code: 'source-exists', details: { subject: 'contracts' } }).title).toBe('contracts is already in this collection.');
});
