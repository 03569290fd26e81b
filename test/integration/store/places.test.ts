import { describe, expect, it } from 'vitest';
import type { ReadBlock } from '../../../src/shared/contract/reader.ts';
import { insertContent, listPages } from '../../../src/engine/store/contents.ts';
import { attachContent, insertQueuedDocument } from '../../../src/engine/store/documents.ts';
import { placesOf } from '../../../src/engine/store/places.ts';
import type { Place } from '../../../src/shared/domain/place.ts';
import { reading, sha256 } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

const block = (text: string, parts: Partial<ReadBlock> = {}): ReadBlock => ({
  kind: 'paragraph',
  level: null,
  text,
  headingPath: [],
  page: null,
  lineStart: null,
  lineEnd: null,
  words: [],
  locator: null,
  ...parts,
});

/** Boxes of the words of a text, `perLine` to a line. */
function wordsOf(text: string, perLine: number): ReadBlock['words'] {
  return [...text.matchAll(/\S+/g)].map((match, index) => {
    const x0 = 72 + (index % perLine) * 50;
    const y0 = 100 + Math.floor(index / perLine) * 16;
    return { start: match.index, end: match.index + match[0].length, x0, y0, x1: x0 + 46, y1: y0 + 12 };
  });
}

function documentOf(blocks: readonly ReadBlock[], pages: readonly number[] = []) {
  const { library, sourceId } = tempLibrary();
  let start = 0;
  const placed = blocks.map((one) => {
    const at = start;
    start += one.text.length + 2;
    return { ...one, start: at };
  });
  const documentId = library.transaction((db) => {
    const version = { sizeBytes: 1, modifiedAtMs: 1, nowMs: 1 };
    const id = insertQueuedDocument(db, { sourceId, relativePath: 'a', name: 'a', ...version });
    const pageSizes = pages.map((page) => ({ page, width: 595.3, height: 842, textSource: 'layer' as const, confidence: null }));
    const content = insertContent(db, {
      ...reading,
      sha256: sha256('x'),
      sizeBytes: 1,
      title: null,
      pages: pageSizes,
      blocks: placed,
      chunks: [],
      nowMs: 1,
    });
    attachContent(db, id, content, { ...version });
    return id;
  });
  const whole = placed.map(({ text }) => text).join('\n\n');
  const places = (from: string, to = from) =>
    placesOf(library.read, { documentId, start: whole.indexOf(from), end: whole.indexOf(to) + to.length });
  return { library, documentId, places, whole };
}

describe('placesOf', () => {
  it('boxes each line of a span on its page, and only its words', () => {
    const text = 'one two three four five six';
    const { places, library, documentId } = documentOf([block(text, { page: 3, words: wordsOf(text, 3) })], [1, 2, 3]);
    expect(places('two', 'five')).toEqual([
      {
        kind: 'page',
        page: 3,
        boxes: [
          { x0: 122, y0: 100, x1: 218, y1: 112 },
          { x0: 72, y0: 116, x1: 168, y1: 128 },
        ],
      },
    ]);
    expect(listPages(library.read, documentId)).toHaveLength(3);
  });

  it('gives one place for each page a span runs over', () => {
    const [first, second] = ['the end of a page', 'goes on here'];
    const { places } = documentOf(
      [block(first, { page: 1, words: wordsOf(first, 9) }), block(second, { page: 2, words: wordsOf(second, 9) })],
      [1, 2],
    );
    expect(places('page', 'goes').map((place) => place.kind === 'page' && [place.page, place.boxes.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
  });

  it('names the page when no boxes are known', () => {
    expect(documentOf([block('scanned', { page: 7 })], [7]).places('scanned')).toEqual([{ kind: 'page', page: 7, boxes: [] }]);
  });

  it('counts lines inside a block that kept its lines', () => {
    const { places } = documentOf([
      block('intro', { lineStart: 1, lineEnd: 1 }),
      block('first\nsecond\nthird', { lineStart: 3, lineEnd: 5, headingPath: ['Part', 'Code'] }),
    ]);
    expect(places('second')).toEqual([{ kind: 'lines', start: 4, end: 4, headingPath: ['Part', 'Code'] }]);
    expect(places('intro', 'first')).toEqual([{ kind: 'lines', start: 1, end: 3, headingPath: [] }]);
  });

  it('names all lines of a paragraph that was rewrapped', () => {
    const { places } = documentOf([block('joined from three lines', { lineStart: 10, lineEnd: 12 })]);
    expect(places('three')).toEqual([{ kind: 'lines', start: 10, end: 12, headingPath: [] }]);
  });

  it('counts paragraphs where a format has nothing better', () => {
    const { places } = documentOf([block('one'), block('two', { headingPath: ['Terms'] }), block('three')]);
    expect(places('two')).toEqual([{ kind: 'paragraph', index: 2, headingPath: ['Terms'] }]);
  });

  it('names the item of a list and the row of a table, which begin anew after anything else', () => {
    const item = (text: string, level = 1) => block(text, { kind: 'list-item', level });
    const row = (text: string, level: number | null = null) => block(text, { kind: 'table-row', level });
    const { places } = documentOf([
      item('milk'),
      item('full cream', 2),
      item('half fat', 2),
      item('bread'),
      item('white', 2),
      block('Prices follow.'),
      row('Goods | Price', 1),
      row('Rent | 900'),
      item('cheese'),
    ]);
    const element = (text: string) => {
      const [place] = places(text);
      return place?.kind === 'paragraph' ? [place.element?.kind, place.element?.number] : [];
    };
    expect(['milk', 'full cream', 'half fat', 'bread', 'white', 'cheese'].map((text) => element(text)[1])).toEqual([1, 1, 2, 2, 1, 1]);
    expect(element('900')).toEqual(['table-row', 2]);
    expect(element('Prices follow.')).toEqual([undefined, undefined]);
    const numbers = (found: Place[]) => found.map((place) => (place.kind === 'paragraph' ? place.element?.number : null));
    expect(numbers(places('milk', 'cheese'))).toEqual([1, 1, 2, 2, 1, undefined, 1, 2, 1]);
    expect(numbers(places('half fat', '900'))).toEqual([2, 2, 1, undefined, 1, 2]);
  });

  it('has no place for a span that holds no text', () => {
    const { library, documentId, whole } = documentOf([block('one'), block('two')]);
    expect(placesOf(library.read, { documentId, start: 3, end: 5 })).toEqual([]);
    expect(placesOf(library.read, { documentId, start: whole.length, end: whole.length + 9 })).toEqual([]);
  });
});
