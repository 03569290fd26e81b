import { expect, test } from 'vitest';
import { count, counted, moment, money, rate, seconds, size, timeLeft } from '../../../src/renderer/ui/figures.ts';

test('figures read as one would say them', () => {
  expect(count(1204)).toBe('1,204');
  expect([counted(1, 'file'), counted(2, 'file')]).toEqual(['1 file', '2 files']);
  expect([size(812), size(4120), size(999_999), size(2_497_000_000)]).toEqual(['812 B', '4.1 kB', '1.0 MB', '2.5 GB']);
  expect([seconds(12), seconds(410), seconds(3120), seconds(65_000), seconds(59_990)]).toEqual([
    '12 ms',
    '0.4 s',
    '3.1 s',
    '1 min 5 s',
    '1 min',
  ]);
  expect([rate(14.2), rate(3.44)]).toEqual(['14', '3.4']);
  expect([timeLeft(4), timeLeft(42), timeLeft(63), timeLeft(5400)]).toEqual([
    'a few seconds left',
    '50 s left',
    '1 min left',
    '1.5 h left',
  ]);
  expect([money(0, 'EUR'), money(2100, 'EUR'), money(1_250_000, 'USD')]).toEqual(['0.00 €', '0.0021 €', '1.25 $']);
});

test('a moment is a time today, a day this year, a date before', () => {
  const now = new Date(2026, 10, 24, 15, 0).getTime();
  expect(moment(new Date(2026, 10, 24, 9, 5).getTime(), now)).toBe('09:05');
  expect(moment(new Date(2026, 2, 1).getTime(), now)).toBe('1 Mar');
  expect(moment(new Date(2019, 2, 1).getTime(), now)).toBe('1 Mar 2019');
});
