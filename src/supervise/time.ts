/** Time and chance, so that tests decide both. */
export interface Time {
  nowMs(): number;
  /** Returns a function that cancels. */
  after(delayMs: number, callback: () => void): () => void;
  /** In [0, 1). */
  random(): number;
}

export const systemTime: Time = {
  nowMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
};
