import { useEffect, useState } from 'react';
import { useSession } from '../../state/session-context.ts';
import { type Loadable, loading } from '../../state/store.ts';
import { type OpenPdf, openPdf } from './pdf-source.ts';

/** The PDF behind a document; closed when another one is shown. */
export function usePdf(documentId: number): Loadable<OpenPdf> {
  const { client } = useSession();
  const [state, setState] = useState<{ id: number; value: Loadable<OpenPdf> }>({ id: documentId, value: loading });
  useEffect(() => {
    const controller = new AbortController();
    openPdf(client.engine, documentId, controller.signal).then(
      (value) => setState({ id: documentId, value: { status: 'ready', value } }),
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ id: documentId, value: { status: 'failed', error } });
      },
    );
    return () => controller.abort();
  }, [client, documentId]);
  return state.id === documentId ? state.value : loading;
}
