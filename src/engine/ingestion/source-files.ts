import { setImmediate as nextTurn } from 'node:timers/promises';
import { listSourceFiles, type SourceFile } from '../store/documents.ts';
import type { Library } from '../store/open.ts';

/** What the library knows of a source's files, a slice at a time with the loop free in between. */
export async function* sourceFiles(library: Library, sourceId: number, limit: number): AsyncGenerator<SourceFile[]> {
  for (let afterId = 0; ;) {
    const slice = listSourceFiles(library.read, sourceId, { afterId, limit });
    const last = slice.at(-1);
    if (!last) return;
    afterId = last.documentId;
    yield slice;
    await nextTurn();
  }
}
