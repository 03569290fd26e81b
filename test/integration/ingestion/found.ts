import { getChunks } from '../../../src/engine/store/chunks.ts';
import { searchFullText } from '../../../src/engine/store/full-text.ts';
import type { Workbench } from './workbench.ts';

export type Life = ReturnType<Workbench['start']>;

/** Names of the documents in which a search finds the word. */
export function found(life: Life, word: string): string[] {
  const hits = searchFullText(life.library.read, { collectionId: life.collectionId, match: word, limit: 50 });
  return getChunks(life.library.read, { collectionId: life.collectionId, chunkIds: hits.map((hit) => hit.chunkId) }).map(
    (chunk) => chunk.documentName,
  );
}
