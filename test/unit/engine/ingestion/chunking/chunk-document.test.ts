import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockKind } from '../../../../../src/shared/domain/document.ts';
import type { Locator } from '../../../../../src/shared/domain/place.ts';
import { chunkDocument } from '../../../../../src/engine/ingestion/chunking/chunk-document.ts';
import { MAX_CHUNK_TOKENS, MAX_OVERLAP_TOKENS } from '../../../../../src/engine/ingestion/chunking/chunk-limits.ts';
import { type ChunkableBlock, createChunker } from '../../../../../src/engine/ingestion/chunking/chunker.ts';
import { countTokens } from '../../../../../src/engine/ingestion/chunking/count-tokens.ts';

type Piece = Omit<ChunkableBlock, 'start' | 'level' | 'locator'> & { level?: number; locator?: Locator };

function placed(pieces: readonly Piece[]): { blocks: ChunkableBlock[]; canonical: string } {
  let start = 0;
  const blocks = pieces.map((piece) => {
    const block = { level: null, locator: null, ...piece, start };
    start += piece.text.length + 2;
    return block;
  });
  return { blocks, canonical: pieces.map((piece) => piece.text).join('\n\n') };
}

const paragraph = (text: string, headingPath: string[] = []): Piece => ({ kind: 'paragraph', text, headingPath });
const heading = (text: string, headingPath: string[] = []): Piece => ({ kind: 'heading', text, headingPath });

const sentence = fc
  .tuple(
    fc.constantFrom('The tenant', 'Dr. Smith', 'e.g. rent', '契約', 'Die Miete'),
    fc.integer({ min: 1, max: 60 }),
    fc.constantFrom('. ', '! ', '。', '\n', ' '),
  )
  .map(([word, times, stop]) => `${`${word} `.repeat(times).trimEnd()}${stop}`);
const wildText = fc.oneof(
  { weight: 4, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('x', ' ', '\n', '漢', '😀', '- ', '٣'), fc.integer({ min: 1, max: 3_000 }))
      .map(([part, times]) => part.repeat(times)),
  },
);
const kinds: BlockKind[] = ['heading', 'paragraph', 'list-item', 'table-row', 'code', 'quote', 'caption', 'footnote'];
const wildLocator: fc.Arbitrary<Locator> = fc.oneof(
  fc.record({ kind: fc.constant('slide' as const), slide: fc.nat(3), part: fc.constantFrom('body' as const, 'notes' as const) }),
  fc.record({
    kind: fc.constant('cells' as const),
    sheet: fc.constantFrom('A', 'B'),
    row: fc.nat(9),
    cells: fc.constant<Extract<Locator, { kind: 'cells' }>['cells']>([]),
  }),
  fc.record({
    kind: fc.constant('message' as const),
    message: fc.nat(3),
    part: fc.constantFrom('header' as const, 'body' as const, 'quoted' as const),
  }),
);
const wildPiece: fc.Arbitrary<Piece> = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    text: wildText,
    headingPath: fc.array(fc.oneof(fc.constantFrom('Part one', 'Rent', '第一条'), fc.string({ maxLength: 400 })), { maxLength: 4 }),
    locator: wildLocator,
  },
  { requiredKeys: ['kind', 'text', 'headingPath'] },
);
const wildDocument = fc.record({
  pieces: fc.array(wildPiece, { maxLength: 14 }),
  title: fc.option(fc.oneof(fc.constant('Lease'), fc.string({ maxLength: 2_000 }))),
});

describe('chunkDocument', () => {
  it('keeps every promise about offsets, order, cover and size, whatever the blocks hold', () => {
    fc.assert(
      fc.property(wildDocument, ({ pieces, title }) => {
        const { blocks, canonical } = placed(pieces);
        const chunks = chunkDocument(blocks, { title });
        let covered = 0;
        for (const [at, chunk] of chunks.entries()) {
          const text = canonical.slice(chunk.start, chunk.end);
          expect(chunk.ordinal).toBe(at);
          expect(chunk.start).toBeLessThan(chunk.end);
          expect(text).toBe(text.trim());
          expect(chunk.embedText.endsWith(text)).toBe(true);
          expect(chunk.tokenCount).toBe(countTokens(chunk.embedText));
          expect(chunk.tokenCount).toBeLessThanOrEqual(MAX_CHUNK_TOKENS);
          if (at > 0) expect(chunk.end).toBeGreaterThan(chunks[at - 1]?.end ?? 0);
          if (at > 0) expect(chunk.start).toBeGreaterThan(chunks[at - 1]?.start ?? 0);
          expect(canonical.slice(covered, chunk.start).trim()).toBe('');
          covered = chunk.end;
        }
        expect(canonical.slice(covered).trim()).toBe('');
      }),
      { numRuns: 400 },
    );
  }, 120_000);

  it('gives no chunk for a document without text', () => {
    expect(chunkDocument([], { title: 'Empty' })).toEqual([]);
    expect(chunkDocument(placed([paragraph('  \n'), paragraph('')]).blocks, { title: 'Empty' })).toEqual([]);
  });

  it('begins a chunk at every heading, and a heading stands with what it introduces', () => {
    const { blocks, canonical } = placed([
      heading('Lease'),
      heading('1 Rent', ['Lease']),
      paragraph('The rent is 900 EUR.', ['Lease', '1 Rent']),
      heading('2 Term', ['Lease']),
      paragraph('The term is two years.', ['Lease', '2 Term']),
    ]);
    const chunks = chunkDocument(blocks, { title: 'Contract 7' });
    expect(chunks.map((chunk) => canonical.slice(chunk.start, chunk.end))).toEqual([
      'Lease\n\n1 Rent\n\nThe rent is 900 EUR.',
      '2 Term\n\nThe term is two years.',
    ]);
    expect(chunks.map((chunk) => chunk.headingPath)).toEqual([
      ['Lease', '1 Rent'],
      ['Lease', '2 Term'],
    ]);
    expect(chunks[1]?.embedText).toBe('Contract 7\nLease\n\n2 Term\n\nThe term is two years.');
  });

  it('repeats a short last sentence inside a section, and never across a heading', () => {
    const long = Array.from({ length: 80 }, (_, at) => `Sentence number ${at} says that the tenant pays.`).join(' ');
    const { blocks, canonical } = placed([paragraph(long, ['A']), heading('B'), paragraph('Other things.', ['B'])]);
    const chunks = chunkDocument(blocks, { title: null });
    expect(chunks.length).toBeGreaterThan(2);
    for (const [at, chunk] of chunks.entries()) {
      const before = chunks[at - 1];
      if (!before) continue;
      const overlap = canonical.slice(chunk.start, before.end);
      if (at === chunks.length - 1) expect(overlap).toBe('');
      else expect(overlap).toMatch(/^Sentence number \d+ says that the tenant pays\.$/);
      expect(countTokens(overlap)).toBeLessThanOrEqual(MAX_OVERLAP_TOKENS);
    }
  });

  it('cuts between sentences, and inside one only when it alone is too long', () => {
    const sentences = Array.from({ length: 60 }, (_, at) => `Clause ${at} binds Dr. Smith of No. ${at}, e.g. for rent.`);
    const { blocks, canonical } = placed([paragraph(sentences.join(' '))]);
    for (const chunk of chunkDocument(blocks, { title: null })) {
      expect(canonical.slice(chunk.start, chunk.end)).toMatch(/^Clause .* rent\.$/s);
    }
  });

  it.each(['table-row', 'code'] as const)('keeps every %s that fits in one piece', (kind) => {
    const lines = Array.from({ length: 200 }, (_, at) => `item ${at} | ${'cell '.repeat(at % 30)}| total ${at * 3}`);
    const pieces: Piece[] =
      kind === 'code' ? [{ kind, text: lines.join('\n'), headingPath: [] }] : lines.map((text) => ({ kind, text, headingPath: [] }));
    const { blocks, canonical } = placed(pieces);
    const found = chunkDocument(blocks, { title: 'Prices' }).flatMap((chunk) => canonical.slice(chunk.start, chunk.end).split(/\n+/));
    expect(found).toEqual(lines);
  });

  it('embeds rows under the header of their table in every chunk, and neither under another table nor under figures', () => {
    const row = (text: string): Piece => ({ kind: 'table-row', text, headingPath: [] });
    const rows = Array.from({ length: 120 }, (_, at) => row(`Bensonview ${at} | Djibouti | ${at * 7}`));
    const { blocks, canonical } = placed([
      row('City | Country | Inhabitants'),
      ...rows,
      paragraph('Between the two.'),
      row('1 | 2 | 3'),
      ...rows.slice(0, 60),
    ]);
    const chunks = chunkDocument(blocks, { title: 'Atlas' });
    const second = canonical.indexOf('Between the two.');
    for (const chunk of chunks.slice(1)) {
      const text = canonical.slice(chunk.start, chunk.end);
      const isOfFirst = chunk.start < second;
      expect(chunk.tableHeader).toBe(isOfFirst ? 'City | Country | Inhabitants' : null);
      if (isOfFirst) expect(chunk.embedText).toBe(`Atlas\n\nCity | Country | Inhabitants\n${text}`);
    }
    expect(chunks[0]).toMatchObject({ tableHeader: null, start: 0 });
    expect(chunks.filter((chunk) => chunk.tableHeader !== null).length).toBeGreaterThan(2);
  });

  it('takes a row that its reader marks as a header for one, in the middle of a sheet too', () => {
    const row = (text: string, level?: number): Piece => ({ kind: 'table-row', text, headingPath: ['S'], ...(level && { level }) });
    const rows = (name: string) => Array.from({ length: 60 }, (_, at) => row(`${name} ${at} | ${at} | ${at * 7} | Djibouti`));
    const { blocks } = placed([row('City | 2023 | 2024', 1), ...rows('Bergen'), row('Ship | 2023 | 2024', 1), ...rows('Fram')]);
    const headers = new Set(chunkDocument(blocks, { title: null }).map((chunk) => chunk.tableHeader));
    expect(headers).toContain('City | 2023 | 2024');
    expect(headers).toContain('Ship | 2023 | 2024');
  });

  it('keeps a slide whole with its headings and notes, and no two slides in one chunk', () => {
    const on = (slide: number, part: 'body' | 'notes', kind: BlockKind, text: string, headingPath: string[] = []): Piece => ({
      kind,
      text,
      headingPath,
      locator: { kind: 'slide', slide, part },
    });
    const { blocks, canonical } = placed([
      on(1, 'body', 'heading', 'Results'),
      on(1, 'body', 'paragraph', 'Sales rose.', ['Results']),
      on(1, 'body', 'heading', 'Outlook', ['Results']),
      on(1, 'body', 'paragraph', 'They will rise.', ['Results', 'Outlook']),
      on(1, 'notes', 'paragraph', 'Pause here.', ['Results']),
      on(2, 'body', 'paragraph', 'Thank you.'),
    ]);
    expect(chunkDocument(blocks, { title: null }).map((chunk) => canonical.slice(chunk.start, chunk.end))).toEqual([
      canonical.slice(0, canonical.indexOf('Thank you.') - 2),
      'Thank you.',
    ]);
  });

  it('keeps what a mail quotes apart from what it says', () => {
    const of = (message: number, part: 'header' | 'body' | 'quoted', text: string): Piece => ({
      kind: part === 'quoted' ? 'quote' : 'paragraph',
      text,
      headingPath: [],
      locator: { kind: 'message', message, part },
    });
    const pieces = [
      of(1, 'header', 'From: Ada'),
      of(1, 'body', 'I agree.'),
      of(1, 'quoted', 'Shall we sign?'),
      of(2, 'header', 'From: Bo'),
      of(2, 'body', 'Done.'),
    ];
    const { blocks, canonical } = placed(pieces);
    expect(chunkDocument(blocks, { title: null }).map((chunk) => canonical.slice(chunk.start, chunk.end))).toEqual([
      'From: Ada\n\nI agree.',
      'Shall we sign?',
      'From: Bo\n\nDone.',
    ]);
  });

  it('cuts a row that alone is too long between its cells', () => {
    const { blocks, canonical } = placed([
      { kind: 'table-row', text: Array.from({ length: 300 }, (_, at) => `cell ${at}`).join(' | '), headingPath: [] },
    ]);
    const chunks = chunkDocument(blocks, { title: null });
    expect(chunks.length).toBeGreaterThan(1);
    for (const chunk of chunks.slice(0, -1)) expect(canonical.slice(chunk.start, chunk.end)).toMatch(/\|$/);
  });

  it('closes a chunk that is full enough before a paragraph that does not fit', () => {
    const first = 'The landlord keeps the roof in repair. '.repeat(40).trim();
    const second = 'The tenant keeps the garden in order. '.repeat(40).trim();
    const { blocks, canonical } = placed([paragraph(first), paragraph(second)]);
    expect(canonical.slice(chunkDocument(blocks, { title: null })[0]?.start, chunkDocument(blocks, { title: null })[0]?.end)).toBe(first);
  });

  it('gives equal embedding hashes to equal texts under equal titles, and others to others', () => {
    const one = chunkDocument(placed([paragraph('Same text.')]).blocks, { title: 'A' })[0];
    const two = chunkDocument(placed([paragraph('Before it.', ['X']), paragraph('Same text.', [])]).blocks, { title: 'A' })[1];
    const other = chunkDocument(placed([paragraph('Same text.')]).blocks, { title: 'B' })[0];
    expect(two?.embedHash).toBe(one?.embedHash);
    expect(other?.embedHash).not.toBe(one?.embedHash);
  });

  it('gives chunks of a long document one by one, before its end is known', () => {
    const chunker = createChunker({ title: null });
    const first = chunker.push({
      kind: 'paragraph',
      headingPath: [],
      level: null,
      locator: null,
      start: 0,
      text: 'A sentence about rent. '.repeat(50_000),
    });
    expect(first.next().value).toMatchObject({ ordinal: 0, start: 0 });
    expect(first.next().value).toMatchObject({ ordinal: 1 });
  });

  it.each(['a', ' ', '\n', '漢', '-', '😀', 'a. ', '。', 'a\n'])(
    'finishes on a megabyte of %j',
    (part) => {
      const { blocks, canonical } = placed([paragraph(part.repeat(Math.floor(1_000_000 / part.length)))]);
      const chunks = chunkDocument(blocks, { title: null });
      expect(chunks.length > 0).toBe(canonical.trim() !== '');
    },
    60_000,
  );
});
