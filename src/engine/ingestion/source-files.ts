import { setImmediate as nextTurn } from 'node:timers/promises';
import { listSourceMembers, type MemberDocument } from '../store/members.ts';
import { listSourceFiles, type SourceFile } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { fileAt, listFilesBelow } from '../store/source-tree.ts';

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

/** As {@link sourceFiles}, of the files at these paths and of those below them where they are folders. */
export async function* filesAt(library: Library, sourceId: number, paths: readonly string[], limit: number): AsyncGenerator<SourceFile[]> {
  for (const path of paths) {
    const file = fileAt(library.read, sourceId, path);
    if (file) yield [file];
    for (let after = ''; ;) {
      const slice = listFilesBelow(library.read, sourceId, path, { after, limit });
      const last = slice.at(-1);
      if (!last) break;
      after = last.relativePath;
      yield slice;
      await nextTurn();
    }
  }
}

/** As {@link sourceFiles}, of what is inside those files. */
export async function* sourceMembers(library: Library, sourceId: number, limit: number): AsyncGenerator<MemberDocument[]> {
  for (let afterId = 0; ;) {
    const slice = listSourceMembers(library.read, sourceId, { afterId, limit });
    const last = slice.at(-1);
    if (!last) return;
    afterId = last.documentId;
    yield slice;
    await nextTurn();
  }
}
