import type { SourceFile } from './documents.ts';
import { statement, type ReadableDb } from './handles.ts';

const columns = `select id as documentId, relative_path as relativePath, size_bytes as sizeBytes, modified_at_ms as modifiedAtMs, state,
  content_id as contentId from document`;
const at = statement<{ sourceId: number; path: string }, SourceFile>(
  'document.at',
  `${columns} where source_id = @sourceId and relative_path = @path and parent_id is null`,
);
// '0' is the character after '/'.
const below = statement<{ sourceId: number; path: string; after: string; limit: number }, SourceFile>(
  'document.below',
  `${columns} where source_id = @sourceId and relative_path > @after and relative_path >= @path || '/' and relative_path < @path || '0'
     and parent_id is null order by relative_path limit @limit`,
);

/** The document of the file at this path of a source. */
export function fileAt(db: ReadableDb, sourceId: number, path: string): SourceFile | undefined {
  return db.get(at, { sourceId, path });
}

/** Documents of the files in a folder of a source and in its folders, by path, those that come after `after`. */
export function listFilesBelow(
  db: ReadableDb,
  sourceId: number,
  folder: string,
  { after, limit }: { after: string; limit: number },
): SourceFile[] {
  return db.all(below, { sourceId, path: folder, after, limit });
}
