/** Larger files wait until nothing smaller does, and never take all readers. */
const LARGE_BYTES = 50 * 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Higher goes first: a person who asked waits for nobody, and a scan fills the queue before it is worked off. */
export const jobPriorities = { asked: 20, scan: 10, large: 0 } as const;

/** Jobs below this are on large files. */
export const LEAST_PRIORITY_OF_SMALL = 1;

/** By age of the file: of today, of the last week, month, year, older. */
const ages = [DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 365 * DAY_MS] as const;

/** Newest first, large ones last. What somebody has just written is what they are likely to ask about. */
export function filePriority(file: { sizeBytes: number; modifiedAtMs: number }, nowMs: number): number {
  if (file.sizeBytes > LARGE_BYTES) return jobPriorities.large;
  const ageMs = nowMs - file.modifiedAtMs;
  const step = ages.findIndex((limit) => ageMs < limit);
  return LEAST_PRIORITY_OF_SMALL + (step === -1 ? 0 : ages.length - step);
}
