import { describe, expect, it } from 'vitest';
import { carryOver, leansOnBefore } from '../../../../src/engine/answering/follow-up.ts';
import { threadTitle } from '../../../../src/engine/answering/thread-title.ts';

describe('a follow-up question', () => {
  it.each([
    'And when is it returned?',
    'What about pets?',
    'Why?',
    'Who signed them?',
    'How much did they pay?',
    '那它多少钱？',
    'それはいつですか',
  ])('leans on the one before: %j', (question) => {
    expect(leansOnBefore(question)).toBe(true);
  });

  it.each(['What pressure does the pump reach?', 'Which seals are damaged by vinegar?', '战国无双是由哪两个公司合作开发的？'])(
    'stands alone: %j',
    (question) => {
      expect(leansOnBefore(question)).toBe(false);
    },
  );

  it('takes along what the question before was about, without what asks or joins', () => {
    expect(carryOver('And when is it returned?', 'How high is the deposit of the lease?')).toBe(
      'And when is it returned? high deposit lease',
    );
    expect(carryOver('Is the deposit returned?', 'How is the deposit?')).toBe('Is the deposit returned?');
  });
});

describe('a thread title', () => {
  it('is the question, cut at the end of a word', () => {
    expect(threadTitle('  What is\n the rent? ')).toBe('What is the rent?');
    expect(threadTitle(`${'word '.repeat(20)}?`)).toBe(`${'word '.repeat(11).trim()}…`);
    expect(Array.from(threadTitle('契'.repeat(200)))).toHaveLength(60);
  });
});
