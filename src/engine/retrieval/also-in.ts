import type { AlsoIn } from '../../shared/domain/retrieval.ts';
import type { ChunkRow } from '../store/chunks.ts';
import { holdersOf } from '../store/holders.ts';
import type { ReadableDb } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';

/** Documents named beside one that is shown; more are counted only. */
const mostNamed = 10;

/** For each chunk with its equals: the other documents of the scope that hold the same words. */
export function alsoInOf(db: ReadableDb, scope: Scope, shown: readonly { chunk: ChunkRow; same: readonly ChunkRow[] }[]): AlsoIn[] {
  const contentIds = shown.flatMap(({ chunk, same }) => [chunk, ...same].map(({ contentId }) => contentId));
  const holders = holdersOf(db, { ...scope, contentIds, limit: mostNamed + 1 });
  return shown.map(({ chunk, same }) => {
    const contents = [...new Set([chunk, ...same].map(({ contentId }) => contentId))].flatMap((id) => holders.get(id) ?? []);
    const others = contents.flatMap(({ documents }) => documents).filter(({ documentId }) => documentId !== chunk.documentId);
    const count = contents.reduce((sum, each) => sum + each.count, 0) - 1;
    return { count: Math.max(0, count), documents: others.slice(0, mostNamed) };
  });
}
