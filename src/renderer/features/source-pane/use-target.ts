import { useEffect, useState } from 'react';
import type { Span } from '../../../shared/domain/place.ts';
import { findOrdinal } from './find-ordinal.ts';
import type { Blocks } from './use-blocks.ts';

export interface Target {
  readonly visit: number;
  readonly ordinal: number;
}

/** The block a span begins in, found without fetching what is before it; null until it is found. */
export function useTarget(blocks: Blocks, total: number | null, span: Span | null, visit: number): Target | null {
  const [target, setTarget] = useState<Target | null>(null);
  useEffect(() => {
    if (!span || total === null) return undefined;
    let stopped = false;
    const startOf = async (ordinal: number) => (await blocks.one(ordinal))?.start ?? Number.POSITIVE_INFINITY;
    findOrdinal(total, span.start, startOf).then(
      (ordinal) => !stopped && setTarget({ visit, ordinal }),
      () => undefined,
    );
    return () => {
      stopped = true;
    };
  }, [blocks, span, total, visit]);
  return target?.visit === visit ? target : null;
}
