/** A file as it was looked at; null when it was not there, or is no file. */
export type FileLook = { sizeBytes: number; modifiedAtMs: number } | null;

export interface WriteSettling {
  /** True when the file at this place (any key) is to be read now, false when it is to be looked at again a little later. */
  isSettled(key: string, look: FileLook, now: { wallMs: number; monotonicMs: number }): boolean;
  forget(prefix: string): void;
}

/** A file whose last change is older is taken as written. */
const SETTLED_AFTER_MS = 2_000;
/** What is written to without end is read all the same, first after this time, then less and less often. */
const FIRST_PATIENCE_MS = 30_000;
const LONGEST_PATIENCE_MS = 10 * 60_000;
const MOST_KEPT = 10_000;

interface Waiting {
  look: FileLook;
  sinceMs: number;
  patienceMs: number;
}

/** Waits until a file that is being written stands still: two looks in a row see the same size and time. */
export function createWriteSettling(): WriteSettling {
  const waiting = new Map<string, Waiting>();

  function settled(key: string): true {
    waiting.delete(key);
    return true;
  }

  return {
    isSettled(key, look, now) {
      if (look === null) return settled(key);
      const before = waiting.get(key);
      const isSame = before?.look?.sizeBytes === look.sizeBytes && before.look.modifiedAtMs === look.modifiedAtMs;
      if (isSame) return settled(key);
      const ageMs = now.wallMs - look.modifiedAtMs;
      if (!before && ageMs > SETTLED_AFTER_MS) return true;
      if (before && now.monotonicMs - before.sinceMs > before.patienceMs) {
        const patienceMs = Math.min(before.patienceMs * 2, LONGEST_PATIENCE_MS);
        waiting.set(key, { look, sinceMs: now.monotonicMs, patienceMs });
        return true;
      }
      if (waiting.size >= MOST_KEPT && !before) return true;
      waiting.set(key, { look, sinceMs: before?.sinceMs ?? now.monotonicMs, patienceMs: before?.patienceMs ?? FIRST_PATIENCE_MS });
      return false;
    },
    forget(prefix) {
      for (const key of waiting.keys()) if (key.startsWith(prefix)) waiting.delete(key);
    },
  };
}
