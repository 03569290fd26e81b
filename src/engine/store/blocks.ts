import type { WordBox } from '../../shared/contract/reader.ts';
import type { Locator } from '../../shared/domain/place.ts';
import type { DocumentBlock, PageSize } from '../../shared/domain/document.ts';
import { canonicalText } from './canonical-text.ts';
import { statement, type ReadableDb } from './handles.ts';
import { fromOptionalJson, type Json, listFromJson } from './json-columns.ts';
import { found } from './not-found.ts';
import { decodeWordBoxes } from './word-boxes.ts';

/** A block with everything kept of it. */
export interface StoredBlock extends DocumentBlock {
  headingPath: string[];
  /** Offsets in the block's text. */
  words: WordBox[];
}

const columns = `ordinal, kind, level, text, start_offset as start, page, line_start as lineStart, line_end as lineEnd, locator`;

type Stored = Omit<DocumentBlock, 'locator'> & { locator: Json<Locator> | null };

const content = statement<{ documentId: number }, { contentId: number | null; blockCount: number }>(
  'document.content',
  `select content_id as contentId, coalesce((select block_count from content where content.id = content_id), 0) as blockCount
   from document where id = @documentId`,
);
const list = statement<{ contentId: number; from: number; limit: number }, Stored>(
  'block.list',
  `select ${columns} from block where content_id = @contentId and ordinal >= @from order by ordinal limit @limit`,
);
const onPage = statement<{ contentId: number; page: number }, { start: number; text: string }>(
  'block.on-page',
  `select start_offset as start, text from block where content_id = @contentId and page = @page order by ordinal`,
);
const pages = statement<{ contentId: number }, PageSize>(
  'page.list',
  `select page, width, height, text_source as textSource, confidence from page where content_id = @contentId order by page`,
);
const overlapping = statement<
  { contentId: number; start: number; end: number },
  Stored & { headingPath: string | null; words: Uint8Array | null }
>(
  'block.overlapping',
  `select ${columns}, heading_path as headingPath, words from block
   where content_id = @contentId and start_offset < @end and start_offset >= coalesce(
     (select max(start_offset) from block where content_id = @contentId and start_offset <= @start), 0)
   order by start_offset`,
);

function blockOf(stored: Stored): DocumentBlock {
  return { ...stored, locator: fromOptionalJson(stored.locator) };
}

function contentOf(db: ReadableDb, documentId: number): { contentId: number | null; blockCount: number } {
  return found(db.get(content, { documentId }), 'document', documentId);
}

/** Blocks of the indexed version from ordinal `from` on. Fails with `not-found`; nothing indexed is no blocks. */
export function listBlocks(db: ReadableDb, documentId: number, from: number, limit: number): { blocks: DocumentBlock[]; total: number } {
  const { contentId, blockCount } = contentOf(db, documentId);
  return { blocks: contentId === null ? [] : db.all(list, { contentId, from, limit }).map(blockOf), total: blockCount };
}

/** Page sizes in points, in order; none for formats without pages. */
export function listPages(db: ReadableDb, documentId: number): PageSize[] {
  const { contentId } = contentOf(db, documentId);
  return contentId === null ? [] : db.all(pages, { contentId });
}

/** From the first to the last block of a page, in the canonical text; null for a page without text. */
export function rangeOfPage(db: ReadableDb, documentId: number, page: number): { start: number; end: number } | null {
  const { contentId } = contentOf(db, documentId);
  const blocks = contentId === null ? [] : db.all(onPage, { contentId, page });
  const [first, last] = [blocks[0], blocks.at(-1)];
  return first && last ? { start: first.start, end: last.start + last.text.length } : null;
}

/** The blocks that share at least one character with [start, end) of the canonical text. */
export function blocksOverlapping(db: ReadableDb, documentId: number, start: number, end: number): StoredBlock[] {
  const { contentId } = contentOf(db, documentId);
  if (contentId === null) return [];
  return db
    .all(overlapping, { contentId, start, end })
    .filter((block) => block.start + block.text.length > start)
    .map(({ headingPath, words, ...block }) => ({
      ...blockOf(block),
      headingPath: listFromJson(headingPath),
      words: words === null ? [] : decodeWordBoxes(words),
    }));
}

/** Code units [start, end) of a document's canonical text. */
export function textOfSpan(db: ReadableDb, documentId: number, start: number, end: number): string {
  const { contentId } = contentOf(db, documentId);
  return contentId === null ? '' : canonicalText(db, contentId, start, end);
}
