import type { ReadInput, ReadPart, ReaderClass } from '../../../shared/contract/reader.ts';
import type { Fork } from '../../../shared/process.ts';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { classLimits, type PoolLimits } from './pool-limits.ts';
import { likelyReaderClass } from './reader-class.ts';
import { createReaderPool, type ReaderPool } from './reader-pool.ts';

export interface ReaderPoolsOptions {
  fork: Fork;
  /** Ordinary readers at work at once; the other classes follow from it. */
  size: number;
  clock: Clock;
  logger: Logger;
  limits?: Partial<Record<ReaderClass, Partial<PoolLimits>>>;
}

/** A file is sent on at most so often: its reader knows its class better than its name does. */
const MOST_HOPS = 2;

/**
 * Processes of three classes, each with its own limits: what native code does to its process, or recognition to the
 * time, stays in its class. A file goes to the class of its format.
 */
export function createReaderPools({ fork, size, clock, logger, limits = {} }: ReaderPoolsOptions): ReaderPool {
  const pool = (name: ReaderClass, count: number): ReaderPool =>
    createReaderPool({ fork, size: count, clock, logger, limits: { ...classLimits[name], ...limits[name] } });
  const pools: Record<ReaderClass, ReaderPool> = {
    wasm: pool('wasm', size),
    native: pool('native', size > 3 ? 2 : 1),
    ocr: pool('ocr', 1),
  };

  async function* read(input: ReadInput, options: { signal?: AbortSignal } = {}): AsyncGenerator<ReadPart> {
    let readerClass: ReaderClass | undefined = likelyReaderClass(input);
    for (let hop = 0; readerClass !== undefined && hop <= MOST_HOPS; hop += 1) {
      const here: ReaderClass = readerClass;
      readerClass = undefined;
      for await (const part of pools[here].read({ ...input, readerClass: here }, options)) {
        if (part.type === 'elsewhere') readerClass = part.readerClass;
        else yield part;
      }
    }
  }

  return {
    read,
    async dispose() {
      await Promise.all(Object.values(pools).map((each) => each.dispose()));
    },
  };
}
