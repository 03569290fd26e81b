import type { BlockKind } from '../../shared/domain/document.ts';
import { statement, type ReadableDb } from './handles.ts';

/** A block without what only a page needs of it. */
export interface SectionBlock {
  kind: BlockKind;
  /** In the canonical text. */
  start: number;
  end: number;
  text: string;
}

const around = statement<
  { contentId: number; start: number; end: number },
  { kind: BlockKind; start: number; text: string; headingPath: string | null; section: string | null }
>(
  'block.around',
  `select kind, start_offset as start, text, heading_path as headingPath,
     coalesce(json_extract(locator, '$.slide'), json_extract(locator, '$.message') || coalesce(json_extract(locator, '$.part'), ''),
       json_extract(locator, '$.chapter'), json_extract(locator, '$.sheet')) as section
   from block where content_id = @contentId and start_offset < @end and start_offset >= coalesce(
     (select max(start_offset) from block where content_id = @contentId and start_offset <= @start), 0)
   order by start_offset`,
);

/**
 * The blocks that [start, end) of a content touches, with those of the same section up to `reach` code units before and
 * after it, in reading order.
 */
export function sectionBlocks(
  db: ReadableDb,
  { contentId, start, end, reach }: { contentId: number; start: number; end: number; reach: number },
): SectionBlock[] {
  const rows = db
    .all(around, { contentId, start: Math.max(0, start - reach), end: end + reach })
    .map((row) => ({ ...row, end: row.start + row.text.length, key: `${row.headingPath ?? ''} ${row.section ?? ''}` }));
  const isTouched = (row: { start: number; end: number }): boolean => row.start < end && row.end > start;
  const first = rows.findIndex(isTouched);
  const last = rows.findLastIndex(isTouched);
  if (first === -1) return [];
  let [from, to] = [first, last];
  while (from > 0 && rows[from - 1]?.key === rows[first]?.key) from -= 1;
  while (to < rows.length - 1 && rows[to + 1]?.key === rows[last]?.key) to += 1;
  return rows.slice(from, to + 1).map(({ kind, start: begin, end: until, text }) => ({ kind, start: begin, end: until, text }));
}
