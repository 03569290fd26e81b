import { statement, type ReadableDb, type NoValues } from './handles.ts';

const version = statement<NoValues, { version: string }>('health.vector-version', `select vec_version() as version`);

/** Version of sqlite-vec as it loaded. */
export function vectorVersion(db: ReadableDb): string {
  return db.get(version, {})?.version ?? '';
}
