import { useEffect, useState } from 'react';
import type { Coverage } from '../../shared/domain/source.ts';
import { useSession } from './session-context.ts';

const quietMs = 500;

/** How much of a collection can be searched, kept up to date. */
export function useCoverage(collectionId: number | null): Coverage | null {
  const { client, changes } = useSession();
  const [held, setHeld] = useState<{ collectionId: number; coverage: Coverage } | null>(null);
  useEffect(() => {
    if (collectionId === null) return undefined;
    const controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refetch = () => {
      timer = undefined;
      client.engine.collections.coverage({ collectionId }, { signal: controller.signal }).then(
        (coverage) => setHeld({ collectionId, coverage }),
        // The figures are an extra; the list says what is wrong.
        () => undefined,
      );
    };
    const stop = changes.on((change) => {
      if (change.type === 'reset' || change.type === 'documents-changed' || change.type === 'source-removed')
        timer ??= setTimeout(refetch, quietMs);
    });
    refetch();
    return () => {
      controller.abort();
      clearTimeout(timer);
      stop();
    };
  }, [client, changes, collectionId]);
  return held?.collectionId === collectionId ? held.coverage : null;
}
