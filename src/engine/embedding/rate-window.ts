import type { Clock } from '../base/clock.ts';

const WINDOW_MS = 30_000;

/** How many things happened per second over the last half minute. */
export interface RateWindow {
  add(count: number): void;
  /** Null until there is a second to judge by, and again after half a minute without anything. */
  perSecond(): number | null;
}

/** Keeps counts by second; a pause longer than the window begins anew instead of thinning the rate out. */
export function createRateWindow(clock: Clock): RateWindow {
  let beganMs: number | null = null;
  let lastMs = 0;
  let buckets: { second: number; count: number }[] = [];

  function forget(nowMs: number): void {
    buckets = buckets.filter((bucket) => bucket.second * 1000 > nowMs - WINDOW_MS);
    if (buckets.length === 0) beganMs = null;
  }

  return {
    add(count) {
      const nowMs = clock.monotonicMs();
      forget(nowMs);
      // What is reported now took time before now; without a beginning the first report only starts the clock.
      beganMs ??= nowMs;
      lastMs = nowMs;
      const second = Math.floor(nowMs / 1000);
      const last = buckets.at(-1);
      if (last?.second === second) last.count += count;
      else buckets.push({ second, count });
    },
    perSecond() {
      const nowMs = clock.monotonicMs();
      forget(nowMs);
      if (beganMs === null) return null;
      const spanMs = Math.min(WINDOW_MS, nowMs - beganMs);
      if (spanMs < 1000 || lastMs === beganMs) return null;
      return (buckets.reduce((sum, bucket) => sum + bucket.count, 0) * 1000) / spanMs;
    },
  };
}
