import { useEffect, useState } from 'react';
import type { Document, PageSize } from '../../../shared/domain/document.ts';
import type { Place, Span } from '../../../shared/domain/place.ts';
import { useSession } from '../../state/session-context.ts';
import { type Loadable, loading } from '../../state/store.ts';

export interface OpenDocument {
  readonly document: Document;
  readonly pages: readonly PageSize[];
  /** Differs between versions of the document, and after every call of `reload`. */
  readonly version: string;
}

/** While files are being read, changes come many times a second; the open document is looked at this often at most. */
const quietMs = 400;

/** The document in the pane with its page sizes, followed through new versions. */
export function useOpenDocument(documentId: number): Loadable<OpenDocument> & { reload: () => void } {
  const { client, changes } = useSession();
  const [state, setState] = useState<{ id: number; value: Loadable<OpenDocument> }>({ id: documentId, value: loading });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      const calls = [
        client.engine.documents.get({ documentId }, { signal }),
        client.engine.documents.pages({ documentId }, { signal }),
      ] as const;
      Promise.all(calls).then(
        ([document, pages]) => {
          const changed = document.state === 'missing' || document.state === 'failed' ? document.state : 'kept';
          const version = `${documentId}/${changed}/${document.indexedAtMs}/${tries}`;
          setState((now) =>
            now.id === documentId && now.value.status === 'ready' && now.value.value.version === version
              ? now
              : { id: documentId, value: { status: 'ready', value: { document, pages, version } } },
          );
        },
        (error: unknown) => {
          if (!signal.aborted) setState({ id: documentId, value: { status: 'failed', error } });
        },
      );
    };
    const stop = changes.on((change) => {
      if (change.type === 'documents-changed' || change.type === 'reset') timer ??= setTimeout(look, quietMs);
    });
    look();
    return () => {
      controller.abort();
      clearTimeout(timer);
      stop();
    };
  }, [client, changes, documentId, tries]);
  const value = state.id === documentId ? state.value : loading;
  return { ...value, reload: () => setTries(tries + 1) };
}

/** Every place of a span; what was already known stands until the rest is there. */
export function usePlaces(span: Span | null, first: Place | null): readonly Place[] {
  const { client } = useSession();
  const [found, setFound] = useState<{ span: Span; places: readonly Place[] } | null>(null);
  useEffect(() => {
    if (!span) return undefined;
    const controller = new AbortController();
    client.engine.documents.places(span, { signal: controller.signal }).then(
      (places) => setFound({ span, places }),
      // The place that came with the citation still stands.
      () => undefined,
    );
    return () => controller.abort();
  }, [client, span]);
  if (found && found.span === span && found.places.length > 0) return found.places;
  return first ? [first] : [];
}
