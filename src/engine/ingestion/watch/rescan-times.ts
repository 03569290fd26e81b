/** Of a source whose changes are all noticed: for what no watch is told of. */
const WATCHED_MS = 60 * 60_000;
/** Of one where they are not. */
const UNWATCHED_MS = 5 * 60_000;
/** A scan that takes long is not repeated before so many times its duration have passed. */
const REST_FACTOR = 50;

/** Time from the end of one scan of a source to the next when nothing happens. */
export function rescanAfterMs({ isWatched, lastScanMs }: { isWatched: boolean; lastScanMs: number }): number {
  return Math.max(isWatched ? WATCHED_MS : UNWATCHED_MS, lastScanMs * REST_FACTOR);
}

/** True when between two looks at the clock so much more time passed than was to pass that the machine slept, or its clock was set. */
export function hasSlept(expectedMs: number, passedMs: number): boolean {
  return passedMs > expectedMs + 60_000 || passedMs < 0;
}
