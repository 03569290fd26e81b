import type { Time } from './time.ts';

export interface Backoff {
  firstMs: number;
  factor: number;
  maxMs: number;
  /** Share of the delay by which chance may lengthen or shorten it. */
  jitter: number;
  /** A process that was ready for this long starts again from `firstMs`. */
  stableMs: number;
}

export interface Breaker {
  /** This many crashes within the window open it. */
  crashes: number;
  windowMs: number;
  /** After this it closes by itself. */
  coolDownMs: number;
}

export const defaultBackoff: Backoff = { firstMs: 200, factor: 2, maxMs: 10_000, jitter: 0.2, stableMs: 30_000 };
export const defaultBreaker: Breaker = { crashes: 3, windowMs: 60_000, coolDownMs: 60_000 };

export interface RestartPolicy {
  /** A process died after `readyMs` of service (0 when it never came up): wait and start again, or give up for a while. */
  onCrash(readyMs: number): { restartInMs: number } | { brokenForMs: number };
  /** A person asked, or the cool-down is over: as if nothing had happened. */
  forget(): void;
}

/** Decides what follows a crash. */
export function createRestartPolicy(backoff: Backoff, breaker: Breaker, time: Time): RestartPolicy {
  let crashedAtMs: number[] = [];
  let attempt = 0;
  const forget = (): void => {
    crashedAtMs = [];
    attempt = 0;
  };
  return {
    onCrash(readyMs) {
      const nowMs = time.nowMs();
      crashedAtMs = [...crashedAtMs.filter((at) => nowMs - at < breaker.windowMs), nowMs];
      if (crashedAtMs.length >= breaker.crashes) {
        forget();
        return { brokenForMs: breaker.coolDownMs };
      }
      if (readyMs >= backoff.stableMs) attempt = 0;
      const plainMs = Math.min(backoff.maxMs, backoff.firstMs * backoff.factor ** attempt);
      attempt++;
      return { restartInMs: Math.round(plainMs * (1 + backoff.jitter * (2 * time.random() - 1))) };
    },
    forget,
  };
}
