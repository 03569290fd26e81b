import { useEffect, useState } from 'react';
import type { DocumentOutcome } from '../../../shared/domain/document.ts';
import { useSession } from '../../state/session-context.ts';

export type OutcomeCounts = ReadonlyMap<DocumentOutcome, number>;

const quietMs = 800;
const none: OutcomeCounts = new Map();

/** How many documents of a collection, or of one source of it, came to what; kept up to date. */
export function useOutcomeCounts(collectionId: number, sourceId: number | null): OutcomeCounts {
  const { client, changes } = useSession();
  const [held, setHeld] = useState<{ key: string; counts: OutcomeCounts } | null>(null);
  const key = `${collectionId}/${sourceId}`;
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      client.engine.documents.outcomes({ collectionId, ...(sourceId === null ? {} : { sourceId }) }, { signal }).then(
        (found) => setHeld({ key, counts: new Map(found.map(({ outcome, documents }) => [outcome, documents])) }),
        // The figures are an extra; the list says what is wrong.
        () => undefined,
      );
    };
    const stop = changes.on((change) => {
      if (change.type === 'documents-changed' || change.type === 'reset' || change.type === 'source-removed')
        timer ??= setTimeout(look, quietMs);
    });
    look();
    return () => {
      controller.abort();
      clearTimeout(timer);
      stop();
    };
  }, [client, changes, collectionId, sourceId, key]);
  return held?.key === key ? held.counts : none;
}
