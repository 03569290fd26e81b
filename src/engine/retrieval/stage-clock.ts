import type { Stage, StageTiming } from '../../shared/domain/retrieval.ts';
import type { Clock } from '../base/clock.ts';

export interface StageClock {
  /** Milliseconds since the request was accepted. */
  elapsedMs(): number;
  /** Measures one stage; `detail` may be made from the result. A stage that throws is measured too. */
  measure<T>(stage: Stage, work: () => Promise<T>, detail?: (result: T) => string): Promise<T>;
  /** Adds a stage that was measured elsewhere, in pieces. */
  record(timing: StageTiming): void;
  timings(): StageTiming[];
}

export interface StageListener {
  onStart?(stage: Stage): void;
  onEnd?(timing: StageTiming): void;
}

/** Begins to count now. Stages may overlap: full text and vectors are searched side by side. */
export function createStageClock(clock: Clock, listener: StageListener = {}): StageClock {
  const origin = clock.monotonicMs();
  const timings: StageTiming[] = [];
  const round = (ms: number): number => Math.round(ms * 100) / 100;
  const elapsedMs = (): number => round(clock.monotonicMs() - origin);
  const record = (timing: StageTiming): void => {
    timings.push(timing);
    listener.onEnd?.(timing);
  };
  return {
    elapsedMs,
    record,
    async measure(stage, work, detail) {
      const startMs = elapsedMs();
      listener.onStart?.(stage);
      let told: string | undefined;
      try {
        const result = await work();
        told = detail?.(result);
        return result;
      } finally {
        record({ stage, startMs, durationMs: round(elapsedMs() - startMs), ...(told === undefined ? {} : { detail: told }) });
      }
    },
    timings: () => [...timings],
  };
}
