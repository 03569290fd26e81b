import { createHash } from 'node:crypto';
import { BLOCK_SEPARATOR } from '../../src/engine/store/canonical-text.ts';
import { listPages } from '../../src/engine/store/contents.ts';
import { searchableText } from '../../src/engine/store/full-text.ts';
import { statement } from '../../src/engine/store/handles.ts';
import type { Library, ReadableDb } from '../../src/engine/store/open.ts';
import { placesOf } from '../../src/engine/store/places.ts';

/** A chunk that is not what its document holds at its offsets, or whose place cannot be found. */
export interface WrongChunk {
  file: string;
  /** Counts from 0; null where the blocks themselves do not follow each other. */
  chunk: number | null;
  why: string;
}

interface Block {
  start: number;
  kind: string;
  text: string;
}

interface Chunk {
  id: number;
  ordinal: number;
  start: number;
  end: number;
  prefix: string | null;
  embedText: string | null;
  hash: string;
}

const documents = statement<Record<string, never>, { id: number; contentId: number; name: string }>(
  'eval.contents',
  `select min(id) as id, content_id as contentId, relative_path as name from document where content_id is not null group by content_id`,
);
const blocksOf = statement<{ contentId: number }, Block>(
  'eval.blocks',
  `select start_offset as start, kind, text from block where content_id = @contentId order by ordinal`,
);
const chunksOf = statement<{ contentId: number }, Chunk>(
  'eval.chunks-of-content',
  `select c.id, c.ordinal, c.start_offset as start, c.end_offset as end, c.embed_prefix as prefix, c.embed_text as embedText,
     lower(hex(h.hash)) as hash
   from chunk c join chunk_hash h on h.id = c.chunk_hash_id where c.content_id = @contentId order by c.ordinal`,
);

/* The index of the library keeps no text. What it was given shows in its words, each with where it stands. */
const makeWords = statement('eval.words', `create virtual table temp.kept_words using fts5vocab (main, chunk_text, instance)`);
const makeIndex = statement(
  'eval.expected',
  `create virtual table temp.expected using fts5 (text, content = '', tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'")`,
);
const makeExpectedWords = statement(
  'eval.expected-words',
  `create virtual table temp.expected_words using fts5vocab (temp, expected, instance)`,
);
const expect = statement<{ id: number; text: string }>('eval.expect', `insert into temp.expected (rowid, text) values (@id, @text)`);
const differing = statement<Record<string, never>, { id: number }>(
  'eval.differing',
  `with kept as (select doc, term, offset from temp.kept_words where col = 'text'),
        wanted as (select doc, term, offset from temp.expected_words)
   select distinct doc as id from (
     select * from (select * from kept except select * from wanted)
     union all select * from (select * from wanted except select * from kept))`,
);

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The row above the text of a chunk that begins inside a table must be one of the document's, before the chunk. */
function isHeaderFrom(blocks: readonly Block[], chunk: Chunk): boolean {
  const prefix = chunk.prefix ?? '';
  const header = oneLine(prefix.slice(prefix.indexOf('\n\n') + 1)).replace(/…$/, '');
  const isThere = (line: string): boolean =>
    blocks.some(({ kind, start, text }) => kind === 'table-row' && start < chunk.start && oneLine(text).startsWith(line));
  return prefix === '' || prefix.endsWith('\n\n') || isThere(header);
}

function hasPlace(db: ReadableDb, documentId: number, pages: ReadonlyMap<number, unknown>, { start, end }: Chunk): boolean {
  const places = placesOf(db, { documentId, start, end });
  const isSound = (place: (typeof places)[number]): boolean => {
    if (place.kind === 'page') return pages.has(place.page) && place.boxes.every(({ x0, x1, y0, y1 }) => x0 < x1 && y0 < y1);
    if (place.kind === 'lines') return place.start >= 1 && place.end >= place.start;
    return place.kind !== 'time' || place.endMs >= place.startMs;
  };
  const isMarked = places.some((place) => place.kind !== 'page' || place.boxes.length > 0);
  return places.length > 0 && isMarked && places.every(isSound);
}

/**
 * Every chunk of every document: the text at its offsets is, to the letter, what was embedded and, to the word, what
 * was indexed; the row above it is the document's; its place is found. And the blocks follow each other without a gap.
 */
export function checkChunks(library: Library): { checked: number; wrong: WrongChunk[] } {
  const wrong: WrongChunk[] = [];
  const known = new Map<number, { file: string; chunk: number }>();
  const { write: db } = library;
  for (const make of [makeWords, makeIndex, makeExpectedWords]) db.run(make, {});
  for (const { id, contentId, name: file } of db.all(documents, {})) {
    const blocks = db.all(blocksOf, { contentId });
    const text = blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
    let next = 0;
    for (const block of blocks) {
      if (block.start !== next) wrong.push({ file, chunk: null, why: `a block begins at ${block.start} and not at ${next}` });
      next = block.start + block.text.length + BLOCK_SEPARATOR.length;
    }
    const pages = new Map(listPages(db, id).map((page) => [page.page, page]));
    for (const chunk of db.all(chunksOf, { contentId })) {
      known.set(chunk.id, { file, chunk: chunk.ordinal });
      const own = text.slice(chunk.start, chunk.end);
      const say = (why: string) => wrong.push({ file, chunk: chunk.ordinal, why });
      if (chunk.end > text.length || own.trim() === '' || own.trim() !== own) say('its offsets do not bound its text');
      const embedded = chunk.embedText ?? `${chunk.prefix}${own}`;
      if (!embedded.endsWith(own)) say('another text was embedded');
      if (createHash('sha256').update(embedded).digest('hex') !== chunk.hash) say('the hash of what was embedded is another');
      if (!isHeaderFrom(blocks, chunk)) say('the row above it is none of the document');
      if (!hasPlace(db, id, pages, chunk)) say('it has no place');
      db.run(expect, { id: chunk.id, text: searchableText(own) });
    }
  }
  for (const { id } of db.all(differing, {}))
    wrong.push({ ...(known.get(id) ?? { file: 'no document', chunk: null }), why: 'other words were indexed' });
  return { checked: known.size, wrong };
}
