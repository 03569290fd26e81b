import { expect, test } from 'vitest';
import { onDayWords, reportWords } from '../../../src/shared/domain/check-words.ts';
import type { CheckReport } from '../../../src/shared/domain/library-check.ts';
import { checkedOf, checkOf, ranksOf } from '../../component/fake/check-samples.ts';

const nowMs = new Date(2026, 10, 24, 18).getTime();
const november = new Date(2026, 10, 12, 9).getTime();
const report: CheckReport = { check: checkOf(2), baseline: checkOf(1, { startedAtMs: november }), differences: [], questions: [] };
const changed = (...changes: CheckReport['questions'][number]['change'][]) => ({
  ...report,
  questions: changes.map((change, index) => checkedOf(index, { now: ranksOf(1), change })),
});

test('a report is one sentence, with what became worse first', () => {
  expect(reportWords(changed('worse', 'lost', 'same'), nowMs)).toBe(
    '18 of 20 found in the first five; 2 worse than on 12 November with bge-m3.',
  );
  expect(reportWords(changed('found', 'worse', 'better'), nowMs)).toBe(
    '18 of 20 found in the first five; 1 worse and 2 better than on 12 November with bge-m3.',
  );
  expect(reportWords(changed('same', 'new', 'not-counted'), nowMs)).toBe(
    '18 of 20 found in the first five; as on 12 November with bge-m3.',
  );
  expect(reportWords({ ...report, baseline: null }, nowMs)).toBe('18 of 20 found in the first five.');
  expect(reportWords({ ...report, check: checkOf(2, { figures: null }) }, nowMs)).toContain('None of the documents');
});

test('a day of today is a time, one of another year has its year', () => {
  expect(onDayWords(nowMs, nowMs)).toBe('today at 18:00');
  expect(onDayWords(november, new Date(2027, 1, 1).getTime())).toBe('on 12 November 2026');
});
