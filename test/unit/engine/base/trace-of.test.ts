import { expect, test } from 'vitest';
import { traceOf } from '../../../../src/engine/base/trace-of.ts';

test('a trace holds the name and the places, and nothing of the message, however many lines it has', () => {
  const trace = traceOf(new TypeError('Unexpected token in "The deposit is 900 euros\nat the bank"'));
  expect(trace).toMatch(/^TypeError\n {4}at /);
  expect(trace).not.toMatch(/deposit|bank/);
  expect(traceOf('The deposit')).toBe('string');
});
