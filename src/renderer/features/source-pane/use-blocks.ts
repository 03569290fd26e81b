import { useMemo } from 'react';
import type { DocumentBlock } from '../../../shared/domain/document.ts';
import { createPagedList, type PagedList } from '../../state/paged-list.ts';
import { useSession } from '../../state/session-context.ts';

export interface Blocks extends PagedList<DocumentBlock> {
  /** One block, fetched alone where its page is not there yet; undefined past the end. */
  one(ordinal: number): Promise<DocumentBlock | undefined>;
  /** At most `limit` blocks from `fromOrdinal` on, fetched anew. */
  range(fromOrdinal: number, limit: number): Promise<readonly DocumentBlock[]>;
}

const pageSize = 200;

/** A document's blocks in reading order, as much of them as is looked at. */
export function useBlocks(documentId: number): Blocks {
  const { client } = useSession();
  return useMemo(() => {
    const list = createPagedList<DocumentBlock>(pageSize, async (fromOrdinal, limit) => {
      const { blocks, total } = await client.engine.documents.blocks({ documentId, fromOrdinal, limit });
      return { items: blocks, total };
    });
    const singles = new Map<number, Promise<DocumentBlock | undefined>>();
    const range = async (fromOrdinal: number, limit: number) =>
      (await client.engine.documents.blocks({ documentId, fromOrdinal, limit })).blocks;
    return {
      ...list,
      range,
      one(ordinal) {
        const known = list.at(ordinal);
        if (known) return Promise.resolve(known);
        const asked = singles.get(ordinal) ?? range(ordinal, 1).then(([block]) => block);
        singles.set(ordinal, asked);
        return asked;
      },
    };
  }, [client, documentId]);
}
