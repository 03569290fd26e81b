import { useEffect, useState } from 'react';
import { useSession } from '../../state/session-context.ts';

/** What keeps a document's original from being the version that was indexed; null while nothing is known to. */
export function useOriginal(documentId: number): unknown {
  const { client } = useSession();
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    client.engine.documents.bytes({ documentId, start: 0, end: 0 }, { signal }).then(
      () => setError(null),
      (failure: unknown) => !signal.aborted && setError(failure),
    );
    return () => controller.abort();
  }, [client, documentId]);
  return error;
}
