import { useEffect, useMemo } from 'react';
import type { Document, DocumentOutcome } from '../../../shared/domain/document.ts';
import { createPagedList } from '../../state/paged-list.ts';
import { useSession } from '../../state/session-context.ts';
import { createDocumentRows, type DocumentRows } from './document-rows.ts';
import type { LibraryView } from './library-view.ts';

const pageSize = 200;
/** While files are being read the list changes many times a second; it is fetched anew this often at most. */
const quietMs = 400;

/** The outcomes a document that was not read can have, in the order of their groups. */
const failures: readonly DocumentOutcome[] = [
  'encrypted',
  'no-text-layer',
  'unreachable',
  'corrupt',
  'quarantined',
  'too-large',
  'unsupported',
  'empty',
];

/** The documents of a collection, as much of them as is looked at; those that were not read are grouped by why. */
export function useDocuments(collectionId: number, view: LibraryView): DocumentRows {
  const { client, changes } = useSession();
  const { filter, state, outcome, sourceId, sort, descending } = view;
  const rows = useMemo(() => {
    const listOf = (shown: DocumentOutcome | null) =>
      createPagedList<Document>(pageSize, async (offset, limit) => {
        const { documents, total } = await client.engine.documents.list({
          collectionId,
          sort,
          descending,
          offset,
          limit,
          ...(filter.trim() === '' ? {} : { filter: filter.trim() }),
          ...(state === null ? {} : { state }),
          ...(shown === null ? {} : { outcome: shown }),
          ...(sourceId === null ? {} : { sourceId }),
        });
        return { items: documents, total };
      });
    const grouped = state === 'failed' && outcome === null;
    const groups = grouped
      ? failures.map((shown) => ({ outcome: shown, list: listOf(shown) }))
      : [{ outcome: null, list: listOf(outcome) }];
    return createDocumentRows(groups);
  }, [client, collectionId, filter, state, outcome, sourceId, sort, descending]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = changes.on((change) => {
      if (change.type !== 'reset' && !(change.type === 'documents-changed' && change.collectionId === collectionId)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        rows.refresh();
      }, quietMs);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [changes, collectionId, rows]);
  return rows;
}
