import { expect, test } from 'vitest';
import { placeWords } from '../../../src/renderer/ui/place-words.ts';

test('a place is said as the store counts it: pages, lines and paragraphs begin at 1', () => {
  expect(placeWords({ kind: 'page', page: 1, boxes: [] })).toBe('page 1');
  expect(placeWords({ kind: 'lines', start: 1, end: 1, headingPath: [] })).toBe('line 1');
  expect(placeWords({ kind: 'paragraph', index: 1, headingPath: [] })).toBe('paragraph 1');
  expect(placeWords({ kind: 'paragraph', index: 1, headingPath: ['Terms'] })).toBe('“Terms”');
  const item = { kind: 'list-item' as const, number: 3 };
  expect(placeWords({ kind: 'paragraph', index: 9, headingPath: ['Terms'], element: item })).toBe('“Terms”, list item 3');
  expect(placeWords({ kind: 'paragraph', index: 9, headingPath: [], element: { kind: 'table-row', number: 4 } })).toBe('table row 4');
});
