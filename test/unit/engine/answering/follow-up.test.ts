import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standAlone } from '../../../../src/engine/answering/follow-up.ts';
import { leansOnBefore } from '../../../../src/engine/answering/leaning.ts';
import { threadTitle } from '../../../../src/engine/answering/thread-title.ts';
import { chinese, english, german, japanese, romance, type TwoTurns } from './two-turns.ts';

const all: TwoTurns[] = [...english, ...german, ...romance, ...chinese, ...japanese];
const holds = (text: string, word: string): boolean => text.toLowerCase().includes(word.toLowerCase());

describe('a question asked after another', () => {
  it.each(all.filter(({ carried }) => carried.length > 0))(
    '"$question" takes along of "$before" what it leaves out',
    ({ before, question, carried, left = [] }) => {
      const query = standAlone(question, { query: before });
      expect(carried.filter((word) => !holds(query, word))).toEqual([]);
      expect(left.filter((word) => holds(query, word))).toEqual([]);
    },
  );

  it.each(all.filter(({ carried }) => carried.length === 0))('"$question" stands alone', ({ before, question }) => {
    expect(standAlone(question, { query: before })).toBe(question);
  });

  it('puts its part into the question before where one can see which it replaces', () => {
    const query = 'What is the notice period in France since 2021?';
    expect(standAlone('And in Germany?', { query })).toBe('What is the notice period in Germany since 2021?');
    expect(standAlone('And since 2019?', { query })).toContain('2019');
    expect(standAlone('Und im Werk Süd?', { query: 'Wie viele Pumpen stehen im Werk Nord?' })).toBe('Wie viele Pumpen stehen im Werk Süd?');
    expect(standAlone('德国呢？', { query: '法国的通知期是多久？' })).toBe('德国的通知期是多久？');
  });

  it('goes on from what was searched before, and so reaches further back than one question', () => {
    const second = standAlone('What about pets?', { query: 'How high is the deposit of the lease?' });
    expect(standAlone('And when must they leave?', { query: second })).toContain('lease');
  });

  it('carries a few words at most, and is any text', () => {
    const long = Array.from({ length: 60 }, (_, index) => `subject${index}`).join(' ');
    expect(standAlone('Why?', { query: long }).split(' ')).toHaveLength(9);
    fc.assert(
      fc.property(fc.string(), fc.string(), (question, query) => {
        expect(standAlone(question, { query }).length).toBeLessThanOrEqual(question.length + query.length + 16);
        expect(leansOnBefore(question)).toBe(leansOnBefore(question));
      }),
    );
  });
});

describe('a thread title', () => {
  it('is the question, cut at the end of a word', () => {
    expect(threadTitle('  What is\n the rent? ')).toBe('What is the rent?');
    expect(threadTitle(`${'word '.repeat(20)}?`)).toBe(`${'word '.repeat(11).trim()}…`);
    expect(Array.from(threadTitle('契'.repeat(200)))).toHaveLength(60);
  });
});
