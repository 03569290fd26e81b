/** A place that keeps what was evaluated last, for one key at a time. */
export interface CacheSlot<Sequence> {
  readonly sequence: Sequence;
  key: string | undefined;
  usedAt: number;
}

export interface CacheSlots<Sequence> {
  /** The slot of `key`; else the one used longest ago, which from now on belongs to `key`. */
  pick(key: string | undefined): Sequence;
}

/** Hands out the sequences of one context so that turns with equal keys meet the same one again. */
export function createCacheSlots<Sequence>(sequences: readonly Sequence[]): CacheSlots<Sequence> {
  const slots = sequences.map((sequence): CacheSlot<Sequence> => ({ sequence, key: undefined, usedAt: 0 }));
  let uses = 0;
  return {
    pick(key) {
      const own = key === undefined ? undefined : slots.find((slot) => slot.key === key);
      const slot = own ?? slots.reduce((oldest, candidate) => (candidate.usedAt < oldest.usedAt ? candidate : oldest));
      slot.key = key;
      slot.usedAt = ++uses;
      return slot.sequence;
    },
  };
}
