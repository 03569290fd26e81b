import { useEffect, useState } from 'react';
import { useSession } from '../../state/session-context.ts';
import { type Loadable, loading } from '../../state/store.ts';
import { originalBytes } from './original-bytes.ts';

/** The address of a document's original as a picture, for as long as it is shown. */
export function usePicture(documentId: number): Loadable<string> {
  const { client } = useSession();
  const [state, setState] = useState<{ id: number; value: Loadable<string> }>({ id: documentId, value: loading });
  useEffect(() => {
    const controller = new AbortController();
    let address: string | null = null;
    originalBytes(client.engine, documentId, controller.signal).then(
      (blob) => {
        if (controller.signal.aborted) return;
        address = URL.createObjectURL(blob);
        setState({ id: documentId, value: { status: 'ready', value: address } });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ id: documentId, value: { status: 'failed', error } });
      },
    );
    return () => {
      controller.abort();
      if (address !== null) URL.revokeObjectURL(address);
      setState({ id: documentId, value: loading });
    };
  }, [client, documentId]);
  return state.id === documentId ? state.value : loading;
}
