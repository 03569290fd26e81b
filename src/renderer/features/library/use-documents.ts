import { useEffect, useMemo } from 'react';
import type { Document } from '../../../shared/domain/document.ts';
import { createPagedList, type PagedList } from '../../state/paged-list.ts';
import { useSession } from '../../state/session-context.ts';
import type { LibraryView } from './library-view.ts';

const pageSize = 200;
/** While files are being read the list changes many times a second; it is fetched anew this often at most. */
const quietMs = 400;

/** The documents of a collection, as much of them as is looked at. */
export function useDocuments(collectionId: number, view: LibraryView): PagedList<Document> {
  const { client, changes } = useSession();
  const { filter, state, sourceId, sort, descending } = view;
  const list = useMemo(
    () =>
      createPagedList<Document>(pageSize, async (offset, limit) => {
        const { documents, total } = await client.engine.documents.list({
          collectionId,
          sort,
          descending,
          offset,
          limit,
          ...(filter.trim() === '' ? {} : { filter: filter.trim() }),
          ...(state === null ? {} : { state }),
          ...(sourceId === null ? {} : { sourceId }),
        });
        return { items: documents, total };
      }),
    [client, collectionId, filter, state, sourceId, sort, descending],
  );
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = changes.on((change) => {
      if (change.type !== 'reset' && !(change.type === 'documents-changed' && change.collectionId === collectionId)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        list.refresh();
      }, quietMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [changes, collectionId, list]);
  return list;
}
