import { setImmediate as nextTurn } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { WritableDb } from './handles.ts';
import { sweepSlice } from './sweep.ts';

const DELAY_MS = 1000;

export interface Sweeper {
  /** Sweeps a little later; many calls make one sweep. */
  sweepSoon(): void;
  /** Resolves when nothing is left to sweep now. */
  sweep(): Promise<void>;
  /** Called each time nothing is left to sweep. */
  onSwept(listener: () => void): void;
  dispose(): void;
}

/** Runs {@link sweepSlice} in the background, one slice a turn of the event loop. */
export function createSweeper(db: WritableDb, logger: Logger): Sweeper {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const listeners: (() => void)[] = [];
  let disposed = false;

  async function run(): Promise<void> {
    for (;;) {
      if (disposed) return;
      if (!sweepSlice(db)) break;
      await nextTurn();
    }
    for (const listener of listeners) listener();
  }

  function sweep(): Promise<void> {
    running ??= run().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    sweep,
    onSwept(listener) {
      listeners.push(listener);
    },
    sweepSoon() {
      if (disposed || timer) return;
      timer = setTimeout(() => {
        timer = undefined;
        sweep().catch((error: unknown) => {
          logger.log('error', 'sweep failed', { code: isAppError(error) ? error.code : 'internal' });
        });
      }, DELAY_MS);
      timer.unref();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
    },
  };
}
