import { statement, type ReadableDb, type NoValues } from './handles.ts';

const version = statement<NoValues, { version: string }>('health.vector-version', `select vec_version() as version`);
const check = statement<NoValues, { quick_check: string }>('health.check', `pragma quick_check(1)`);

/** Version of sqlite-vec as it loaded. */
export function vectorVersion(db: ReadableDb): string {
  return db.get(version, {})?.version ?? '';
}

/** What SQLite finds wrong with the library file; null when it is whole. Reads the whole file. */
export function damageOf(db: ReadableDb): string | null {
  const finding = db.get(check, {})?.quick_check ?? 'no answer';
  return finding === 'ok' ? null : finding;
}
