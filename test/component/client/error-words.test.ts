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
