import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import type { ReadableDb } from '../../../src/engine/store/open.ts';

/** Rows of every ordinary table and of every index of words or vectors, by name; SQLite's own tables left out. */
export function tableCounts(db: ReadableDb): Record<string, number> {
  const tables = db.all(
    statement<NoValues, { name: string }>(
      'test.tables',
      `select name from pragma_table_list where schema = 'main' and type in ('table', 'virtual') and name not like 'sqlite_%'`,
    ),
    {},
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    counts[name] = db.get(statement<NoValues, { n: number }>('test.count', `select count(*) as n from "${name}"`), {})?.n ?? -1;
  }
  return counts;
}
