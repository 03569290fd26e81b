import { statement, type ReadableDb } from './handles.ts';

/** A document that can be searched, and the content it has. */
export interface HeldDocument {
  documentId: number;
  documentName: string;
  relativePath: string;
  contentId: number;
  /** SHA-256 of the bytes, in hexadecimal. */
  contentHash: string;
}

const columns = `select d.id as documentId, d.name as documentName, d.relative_path as relativePath, c.id as contentId,
  lower(hex(c.sha256)) as contentHash
  from document d join source s on s.id = d.source_id join content c on c.id = d.content_id`;
const byId = statement<{ collectionId: number; documentId: number }, HeldDocument>(
  'held-document.get',
  `${columns} where d.id = @documentId and s.collection_id = @collectionId`,
);
const bySha = statement<{ collectionId: number; sha256: Uint8Array }, HeldDocument>(
  'held-document.of-bytes',
  `${columns} where c.sha256 = @sha256 and c.state in ('live', 'abandoned') and s.collection_id = @collectionId order by d.id`,
);
const byName = statement<{ collectionId: number; nameKey: string; relativePath: string; limit: number }, HeldDocument>(
  'held-document.of-name',
  `${columns} where d.name_key = @nameKey and s.collection_id = @collectionId
   order by d.relative_path <> @relativePath, d.id limit @limit`,
);
const contents = statement<{ documentIds: string }, { documentId: number; contentId: number }>(
  'held-document.contents',
  `select id as documentId, content_id as contentId from document
   where id in (select value from json_each(@documentIds)) and content_id is not null`,
);

/** null when nothing of it is indexed, or another collection has it. */
export function findHeldDocument(db: ReadableDb, collectionId: number, documentId: number): HeldDocument | null {
  return db.get(byId, { collectionId, documentId }) ?? null;
}

/** The documents of a collection that have these bytes. */
export function documentsOfBytes(db: ReadableDb, collectionId: number, contentHash: string): HeldDocument[] {
  return db.all(bySha, { collectionId, sha256: Buffer.from(contentHash, 'hex') });
}

/** Documents of a name (as `nameKey` has it), the one at this path first. */
export function documentsOfName(
  db: ReadableDb,
  { collectionId, nameKey, relativePath, limit }: { collectionId: number; nameKey: string; relativePath: string; limit: number },
): HeldDocument[] {
  return db.all(byName, { collectionId, nameKey, relativePath, limit });
}

/** The content each document has now; documents without one are left out. */
export function contentsOfDocuments(db: ReadableDb, documentIds: readonly number[]): Map<number, number> {
  const rows = db.all(contents, { documentIds: JSON.stringify(documentIds) });
  return new Map(rows.map(({ documentId, contentId }) => [documentId, contentId]));
}
