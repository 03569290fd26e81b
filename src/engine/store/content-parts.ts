import type { ReadBlock } from '../../shared/contract/reader.ts';
import type { PageSize } from '../../shared/domain/document.ts';
import { canonicalText } from './canonical-text.ts';
import { statement, type WritableDb } from './handles.ts';
import { listToJson, toOptionalJson } from './json-columns.ts';
import { searchableText } from './searchable-text.ts';
import { encodeWordBoxes } from './word-boxes.ts';

/** A block with its place in the document's canonical text: all block texts joined by an empty line. */
export type ContentBlock = ReadBlock & { start: number };

/** A span of the canonical text as the chunker cut it. */
export interface ContentChunk {
  ordinal: number;
  start: number;
  end: number;
  tokenCount: number;
  headingPath: readonly string[];
  /** The row that heads the table, where the chunk has rows without it. */
  tableHeader: string | null;
  /** What the embedding model is given: title, heading path, table header and text. */
  embedText: string;
  /** SHA-256 of `embedText`, in hexadecimal. */
  embedHash: string;
}

const insertPage = statement<{ contentId: number } & PageSize>(
  'page.insert',
  `insert into page (content_id, page, width, height, text_source, confidence)
   values (@contentId, @page, @width, @height, @textSource, @confidence)`,
);
const nextOrdinal = statement<{ contentId: number }, { next: number }>(
  'block.next-ordinal',
  `select coalesce(max(ordinal) + 1, 0) as next from block where content_id = @contentId`,
);
const insertBlock = statement<{
  contentId: number;
  ordinal: number;
  kind: string;
  level: number | null;
  text: string;
  start: number;
  page: number | null;
  lineStart: number | null;
  lineEnd: number | null;
  headingPath: string | null;
  words: Uint8Array | null;
  locator: string | null;
}>(
  'block.insert',
  `insert into block (content_id, ordinal, kind, level, text, start_offset, page, line_start, line_end, heading_path, words, locator)
   values (@contentId, @ordinal, @kind, @level, @text, @start, @page, @lineStart, @lineEnd, @headingPath, @words, @locator)`,
);
const knownHash = statement<{ hash: Uint8Array }, { id: number }>('chunk-hash.find', `select id from chunk_hash where hash = @hash`);
const insertHash = statement<{ hash: Uint8Array }>('chunk-hash.insert', `insert into chunk_hash (hash) values (@hash)`);
const insertChunk = statement<{
  contentId: number;
  ordinal: number;
  start: number;
  end: number;
  tokenCount: number;
  headingPath: string | null;
  prefix: string | null;
  embedText: string | null;
  chunkHashId: number;
}>(
  'chunk.insert',
  `insert into chunk (content_id, ordinal, start_offset, end_offset, token_count, heading_path, embed_prefix, embed_text, chunk_hash_id)
   values (@contentId, @ordinal, @start, @end, @tokenCount, @headingPath, @prefix, @embedText, @chunkHashId)`,
);
export const indexChunk = statement<{ chunkId: number; text: string; context: string }>(
  'chunk-text.insert',
  `insert into chunk_text (rowid, text, context) values (@chunkId, @text, @context)`,
);
const owe = statement<{ contentId: number }>(
  'content.embedding-backlog',
  `insert into embedding_backlog (model_id, content_id, missing_count)
   select m.id, @contentId, count(*) from embedding_model m join chunk c on c.content_id = @contentId
   where not exists (select 1 from embedding e where e.model_id = m.id and e.chunk_hash_id = c.chunk_hash_id)
   group by m.id`,
);

function addBlock(db: WritableDb, contentId: number, ordinal: number, block: ContentBlock): void {
  const { kind, level, text, start, page, lineStart, lineEnd } = block;
  const words = block.words.length === 0 ? null : encodeWordBoxes(block.words);
  const headingPath = listToJson(block.headingPath);
  db.run(insertBlock, {
    contentId,
    ordinal,
    kind,
    level,
    text,
    start,
    page,
    lineStart,
    lineEnd,
    headingPath,
    words,
    locator: toOptionalJson(block.locator),
  });
}

/** What the full-text index holds of a chunk. */
export function chunkText(
  text: string,
  title: string | null,
  headingPath: readonly string[],
  tableHeader: string | null | undefined,
): { text: string; context: string } {
  const context = [title ?? '', ...headingPath, tableHeader ?? ''].join('\n');
  return { text: searchableText(text), context: searchableText(context) };
}

function addChunk(db: WritableDb, contentId: number, title: string | null, chunk: ContentChunk): void {
  const { ordinal, start, end, tokenCount, embedText } = chunk;
  const hash = Buffer.from(chunk.embedHash, 'hex');
  const chunkHashId = db.get(knownHash, { hash })?.id ?? db.run(insertHash, { hash }).lastId;
  const text = canonicalText(db, contentId, start, end);
  // The text is kept once, in its blocks; of the text to embed only what stands before it.
  const prefix = embedText.endsWith(text) ? embedText.slice(0, embedText.length - text.length) : null;
  const { lastId: chunkId } = db.run(insertChunk, {
    contentId,
    ordinal,
    start,
    end,
    tokenCount,
    headingPath: listToJson(chunk.headingPath),
    prefix,
    embedText: prefix === null ? embedText : null,
    chunkHashId,
  });
  db.run(indexChunk, { chunkId, ...chunkText(text, title, chunk.headingPath, chunk.tableHeader) });
}

/** Writes pages, then blocks, then chunks, whose text is taken from the blocks already written. */
export function insertParts(
  db: WritableDb,
  contentId: number,
  title: string | null,
  parts: { pages?: readonly PageSize[]; blocks?: readonly ContentBlock[]; chunks?: readonly ContentChunk[] },
): void {
  for (const page of parts.pages ?? []) db.run(insertPage, { contentId, ...page });
  let ordinal = db.get(nextOrdinal, { contentId })?.next ?? 0;
  for (const block of parts.blocks ?? []) addBlock(db, contentId, ordinal++, block);
  for (const chunk of parts.chunks ?? []) addChunk(db, contentId, title, chunk);
}

/** Notes for every known embedding model how many of a content's chunks it has not embedded yet. */
export function missingEmbeddings(db: WritableDb, contentId: number): void {
  db.run(owe, { contentId });
}
