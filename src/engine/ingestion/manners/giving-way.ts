import { setTimeout as delay } from 'node:timers/promises';

/** Background work steps back while somebody waits for an answer, and on battery. */
export interface GivingWay {
  /** True while something more urgent runs, or the battery is to be spared. */
  readonly isAsked: boolean;
  /** Gives way until `work` is settled. */
  giveWayWhile(work: Promise<unknown>): void;
  /** A short rest before the next file while giving way; none otherwise. Rejects with the signal's reason. */
  rest(signal: AbortSignal): Promise<void>;
}

const REST_MS = 250;

/** `onOver` is called when nothing urgent runs any more. */
export function createGivingWay(onOver: () => void, power?: { readonly isSparing: boolean }): GivingWay {
  let urgent = 0;
  const end = () => {
    urgent -= 1;
    if (urgent === 0) onOver();
  };
  const isAsked = (): boolean => urgent > 0 || power?.isSparing === true;
  return {
    get isAsked() {
      return isAsked();
    },
    giveWayWhile(work) {
      urgent += 1;
      work.then(end, end);
    },
    async rest(signal) {
      if (!isAsked()) return;
      await delay(REST_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}
