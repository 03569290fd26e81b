import { statement, type ReadableDb } from './handles.ts';

/** Between two blocks in a document's canonical text. */
export const BLOCK_SEPARATOR = '\n\n';

const pieces = statement<{ contentId: number; start: number; end: number }, { start: number; text: string }>(
  'block.text',
  `select start_offset as start, text from block
   where content_id = @contentId and start_offset < @end + ${BLOCK_SEPARATOR.length} and start_offset >= coalesce(
     (select max(start_offset) from block where content_id = @contentId and start_offset <= @start), 0)
   order by start_offset`,
);

/** Code units [start, end) of a content's canonical text, as far as it goes. */
export function canonicalText(db: ReadableDb, contentId: number, start: number, end: number): string {
  const blocks = db.all(pieces, { contentId, start, end });
  const from = blocks[0]?.start ?? 0;
  const text = blocks.map((block) => block.text).join(BLOCK_SEPARATOR);
  return text.slice(Math.max(0, start - from), Math.max(0, end - from));
}
