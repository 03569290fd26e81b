import { expect, test } from 'vitest';
import { closeOpenMarks } from '../../../src/renderer/features/thread/close-open-marks.ts';

test('half written emphasis and code are shown closed', () => {
  expect(closeOpenMarks('The **six mon')).toBe('The **six mon**');
  expect(closeOpenMarks('The **six months*')).toBe('The **six months**');
  expect(closeOpenMarks('Call `load')).toBe('Call `load`');
  expect(closeOpenMarks('Begin **')).toBe('Begin ');
});

test('finished text and open code blocks are left alone', () => {
  expect(closeOpenMarks('**Done.** And `more`.')).toBe('**Done.** And `more`.');
  expect(closeOpenMarks('```ts\nconst a = 2 ** 3')).toBe('```ts\nconst a = 2 ** 3');
});
