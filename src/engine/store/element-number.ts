import { statement, type ReadableDb } from './handles.ts';

const before = statement<{ documentId: number; ordinal: number; kind: string; level: number }, { count: number }>(
  'block.elements-before',
  `with here as (select content_id as id from document where id = @documentId)
   select count(*) as count from block, here
   where content_id = here.id and ordinal < @ordinal and (@kind = 'table-row' or coalesce(level, 1) = @level) and ordinal > coalesce(
     (select ordinal from block where content_id = here.id and ordinal < @ordinal and (kind <> @kind or (kind = 'list-item' and coalesce(level, 1) < @level))
      order by ordinal desc limit 1), -1)`,
);

/** Which row of its table or item of its list a block is, counted from 1; an item among those of its own depth. */
export function elementNumber(
  db: ReadableDb,
  documentId: number,
  { ordinal, kind, level }: { ordinal: number; kind: 'list-item' | 'table-row'; level: number | null },
): number {
  return 1 + (db.get(before, { documentId, ordinal, kind, level: level ?? 1 })?.count ?? 0);
}
