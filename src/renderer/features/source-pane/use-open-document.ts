import { useEffect, useState } from 'react';
import type { Document, PageSize } from '../../../shared/domain/document.ts';
import type { Place, Span } from '../../../shared/domain/place.ts';
import { useSession } from '../../state/session-context.ts';
import { type Loadable, loading } from '../../state/store.ts';

export interface OpenDocument {
  readonly document: Document;
  readonly pages: readonly PageSize[];
}

/** The document in the pane, with its page sizes. */
export function useOpenDocument(documentId: number): Loadable<OpenDocument> & { reload: () => void } {
  const { client } = useSession();
  const [state, setState] = useState<{ id: number; value: Loadable<OpenDocument> }>({ id: documentId, value: loading });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    Promise.all([client.engine.documents.get({ documentId }, { signal }), client.engine.documents.pages({ documentId }, { signal })]).then(
      ([document, pages]) => setState({ id: documentId, value: { status: 'ready', value: { document, pages } } }),
      (error: unknown) => {
        if (!signal.aborted) setState({ id: documentId, value: { status: 'failed', error } });
      },
    );
    return () => controller.abort();
  }, [client, documentId, tries]);
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
