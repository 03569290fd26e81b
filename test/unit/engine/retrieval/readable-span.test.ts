import { describe, expect, it } from 'vitest';
import { readableSpan } from '../../../../src/engine/retrieval/readable-span.ts';
import type { SectionBlock } from '../../../../src/engine/store/section-blocks.ts';

function section(...given: [SectionBlock['kind'], string][]): { blocks: SectionBlock[]; text: string } {
  const text = given.map(([, each]) => each).join('\n\n');
  let start = 0;
  const blocks = given.map(([kind, each]) => {
    const block = { kind, start, end: start + each.length, text: each };
    start = block.end + 2;
    return block;
  });
  return { blocks, text };
}
const long = 'A sentence of some words that says little. '.repeat(12).trim();

describe('a readable passage', () => {
  const widened = ({ blocks, text }: { blocks: SectionBlock[]; text: string }, chunk: string) => {
    const start = text.indexOf(chunk);
    const span = readableSpan(blocks, { start, end: start + chunk.length });
    return text.slice(span.start, span.end);
  };

  it('goes to both ends of the paragraph that a chunk cuts through', () => {
    const paragraph = `${long} Middle of it all. ${long}`;
    const cut = section(['paragraph', 'Before.'], ['paragraph', paragraph], ['paragraph', 'After.']);
    expect(widened(cut, `${long} Middle of it all.`)).toBe(paragraph);
  });

  it('takes the rest of a list, and what follows a heading', () => {
    const items = ['One thing', 'Another', 'The last'].map((text): ['list-item', string] => ['list-item', text]);
    expect(widened(section(['paragraph', long], ...items, ['paragraph', long]), 'Another')).toContain('One thing\n\nAnother\n\nThe last');
    expect(widened(section(['heading', 'Notice'], ['paragraph', long]), 'Notice')).toBe(`Notice\n\n${long}`);
  });

  it('leaves a whole paragraph of some length as it is', () => {
    expect(widened(section(['paragraph', 'Before.'], ['paragraph', long], ['paragraph', 'After.']), long)).toBe(long);
  });

  it('does not grow beyond twice a chunk', () => {
    expect(widened(section(['paragraph', `${long} ${long} ${long} End. ${long} ${long} ${long}`]), `${long} End.`)).toBe(`${long} End.`);
  });
});
