/** Time as the engine sees it, so that tests decide what time it is. */
export interface Clock {
  /** Milliseconds since 1970, for what is kept. */
  nowMs(): number;
  /** Monotonic milliseconds, for durations. */
  monotonicMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
