import { expect, it } from 'vitest';
import { isOrdinaryWord } from '../../../../src/engine/retrieval/ordinary-words.ts';
import { isSlip } from '../../../../src/engine/retrieval/spelling.ts';

it('a word that people write is told from one that nobody does', () => {
  expect(['contract', 'happened', 'compare', 'difference', 'anything', 'hoch'].filter((word) => !isOrdinaryWord(word))).toEqual([]);
  expect(['depsoit', 'peroid', 'indemnety', 'kautoin', 'liabilty'].filter(isOrdinaryWord)).toEqual([]);
});

it('what many get wrong is told from another word', () => {
  const slips = [
    ['recieve', 'receive'],
    ['adress', 'address'],
    ['occured', 'occurred'],
    ['seperate', 'separate'],
    ['untill', 'until'],
  ] as const;
  for (const [wrong, right] of slips) expect([wrong, isSlip(wrong, right), isSlip(right, wrong)]).toEqual([wrong, true, true]);
  const others = [
    ['contract', 'contrast'],
    ['hoch', 'hoc'],
    ['happened', 'hardened'],
    ['lease', 'leash'],
    ['form', 'farm '],
    ['a', 'bcd'],
  ] as const;
  for (const [one, other] of others) expect([one, isSlip(one, other)]).toEqual([one, false]);
});
