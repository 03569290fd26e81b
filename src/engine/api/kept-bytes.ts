import type { Clock } from '../base/clock.ts';

/** Bytes of a file as something else than what lies on disk. */
export interface MadeBytes {
  bytes: Buffer;
  /** Of the bytes that were read, in hexadecimal. */
  sha256: string;
  /** Of the bytes that were read. */
  sizeBytes: number;
}

/** Most that is kept, and so most that one may have. */
export const MOST_KEPT_BYTES = 128 * 1024 * 1024;
/** A viewer asks for a file in ranges, one soon after the other. */
const KEPT_MS = 60_000;

/** Bytes that take a reader process to make, kept in memory for a moment. Never on disk. */
export function createKeptBytes(clock: Clock) {
  const kept = new Map<string, { made: Promise<MadeBytes>; heldBytes: number; usedMs: number }>();
  let timer: NodeJS.Timeout | undefined;

  function forget(): void {
    const nowMs = clock.monotonicMs();
    let total = 0;
    for (const [key, { usedMs, heldBytes }] of [...kept].toSorted((one, other) => other[1].usedMs - one[1].usedMs)) {
      total += heldBytes;
      if (nowMs - usedMs >= KEPT_MS || total > MOST_KEPT_BYTES) kept.delete(key);
    }
    clearTimeout(timer);
    if (kept.size > 0) timer = setTimeout(forget, KEPT_MS).unref();
  }

  return {
    /** What is kept under `key`, or is made now. Errors are those of `make`, and nothing is kept of them. */
    async of(key: string, make: () => Promise<MadeBytes>): Promise<MadeBytes> {
      const known = kept.get(key);
      if (known) {
        known.usedMs = clock.monotonicMs();
        return known.made;
      }
      const entry = { made: make(), heldBytes: 0, usedMs: clock.monotonicMs() };
      kept.set(key, entry);
      try {
        const made = await entry.made;
        entry.heldBytes = made.bytes.length;
        return made;
      } catch (error) {
        kept.delete(key);
        throw error;
      } finally {
        forget();
      }
    },
    dispose(): void {
      clearTimeout(timer);
      kept.clear();
    },
  };
}
