import { statement, type ReadableDb } from './handles.ts';

const VECTOR_VERSION = statement<Record<never, never>, { version: string }>('health.vector-version', 'select vec_version() as version');
const QUICK_CHECK = statement<Record<never, never>, { quick_check: string }>('health.quick-check', 'pragma quick_check(1)');

/** Version of the loaded vector extension. */
export function vectorVersion(db: ReadableDb): string {
  return db.get(VECTOR_VERSION, {})?.version ?? 'unknown';
}

/** What SQLite's quick check says is wrong with the file; null when nothing is. Reads the whole file. */
export function damageOf(db: ReadableDb): string | null {
  const found = db.get(QUICK_CHECK, {})?.quick_check ?? 'no answer';
  return found === 'ok' ? null : found;
}
