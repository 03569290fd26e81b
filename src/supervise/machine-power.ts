/** What the machine runs on, as far as the host can tell. */
export interface MachinePower {
  /** False also while it is not known. */
  readonly isOnBattery: boolean;
  /** Returns a function that removes the listener. */
  onChange(listener: () => void): () => void;
}

export interface WatchedPower extends MachinePower {
  /** The system said that something changed. */
  lookAgain(): void;
  dispose(): void;
}

const PERIOD_MS = 60_000;

/**
 * Asks `look` now and every minute. `null` is the answer of a machine without a battery, which is not asked again;
 * a look that fails changes nothing.
 */
export function watchPower(look: () => Promise<boolean | null> | boolean | null, periodMs = PERIOD_MS): WatchedPower {
  const listeners = new Set<() => void>();
  let isOnBattery = false;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  let turn: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    clearTimeout(timer);
    if (isOver) return;
    const before = isOnBattery;
    let answer: boolean | null = before;
    try {
      answer = await look();
    } catch {
      // Asked again in a minute; until then it is as it was.
    }
    if (isOver) return;
    isOnBattery = answer ?? false;
    if (answer !== null) timer = setTimeout(lookAgain, periodMs).unref();
    if (isOnBattery !== before) for (const listener of listeners) listener();
  }
  /** One after the other, so that an old answer never overtakes a new one. */
  function lookAgain(): void {
    turn = turn.then(once);
  }
  lookAgain();

  return {
    get isOnBattery() {
      return isOnBattery;
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    lookAgain,
    dispose() {
      isOver = true;
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
