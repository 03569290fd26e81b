import { joinScopes, type ScanScope, scopeOf } from '../scan/scan-scope.ts';

/** Changes that wait for their writers to be done. Times are of any clock that only goes forward. */
export interface ChangeBatch {
  add(sourceId: number, paths: ScanScope, nowMs: number): void;
  /** When what has come so far is to be looked at; null while nothing has. */
  dueAtMs(): number | null;
  /** What to look at in each source; the batch is empty afterwards. */
  take(): Map<number, ScanScope>;
  forget(sourceId: number): void;
}

export const quietMs = 400;
export const longestMs = 3_000;
/** So many events at once mean that a part of them may be lost: systems drop what their queues do not hold. */
const SURELY_COMPLETE = 5_000;
/** Paths kept apart before they are drawn together. */
const MOST_PATHS = 2_000;

interface Pending {
  paths: Set<string> | 'whole';
  events: number;
}

/**
 * Gathers changes of all sources until nothing has come for {@link quietMs}, or for {@link longestMs} in all. They are
 * taken together: a file moved from one source to another is then looked for before anything of it is given up.
 */
export function createChangeBatch(): ChangeBatch {
  const pending = new Map<number, Pending>();
  let firstAtMs: number | null = null;
  let lastAtMs = 0;

  function addTo(entry: Pending, paths: ScanScope): void {
    if (paths === 'whole' || entry.paths === 'whole') {
      entry.paths = 'whole';
      return;
    }
    for (const path of paths) entry.paths.add(path);
    entry.events += paths.length;
    if (entry.events > SURELY_COMPLETE) entry.paths = 'whole';
    else if (entry.paths.size > MOST_PATHS) {
      const scope = scopeOf(entry.paths);
      entry.paths = scope === 'whole' ? 'whole' : new Set(scope);
    }
  }

  return {
    add(sourceId, paths, nowMs) {
      if (paths.length === 0) return;
      const entry = pending.get(sourceId) ?? { paths: new Set(), events: 0 };
      pending.set(sourceId, entry);
      addTo(entry, paths);
      firstAtMs ??= nowMs;
      lastAtMs = nowMs;
    },
    dueAtMs: () => (firstAtMs === null ? null : Math.min(lastAtMs + quietMs, firstAtMs + longestMs)),
    take() {
      const taken = new Map<number, ScanScope>();
      for (const [sourceId, { paths }] of pending) taken.set(sourceId, paths === 'whole' ? 'whole' : joinScopes([], [...paths]));
      pending.clear();
      firstAtMs = null;
      return taken;
    },
    forget(sourceId) {
      pending.delete(sourceId);
      if (pending.size === 0) firstAtMs = null;
    },
  };
}
