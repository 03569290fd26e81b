import { statement, type ReadableDb, type WritableDb } from './handles.ts';

/** A document with pages whose text is to be recognised. */
export interface OcrCandidate {
  documentId: number;
  sourceId: number;
}

/*
 * Waits for recognition: pages without text in what is indexed of it, a picture or a scan that had no text at all, or
 * text recognised in other languages. Not what was tried already in this version of its file and these languages.
 */
const isCandidate = `s.collection_id is not null
  and ((d.state = 'searchable' and exists (select 1 from page p where p.content_id = d.content_id and p.text_source = 'none'))
    or (d.state = 'failed' and json_extract(d.error, '$.code') = 'read-no-text' and (@isAsked = 1 or exists (
      select 1 from json_each(@extensions) e where d.name_key like '%.' || e.value)))
    or (d.state = 'searchable' and exists (
      select 1 from content c where c.id = d.content_id and c.variant like 'ocr:%' and c.variant <> @variant)))
  and (@isAsked = 1 or not exists (select 1 from recognition r where r.document_id = d.id and r.variant = @variant
    and r.size_bytes = d.size_bytes and r.modified_at_ms = d.modified_at_ms))`;

const slice = statement<
  { afterId: number; limit: number; variant: string; extensions: string; isAsked: 0 },
  OcrCandidate & { isCandidate: 0 | 1 }
>(
  'recognition.slice',
  `select d.id as documentId, d.source_id as sourceId, (${isCandidate}) as isCandidate
   from (select * from document where id > @afterId order by id limit @limit) d join source s on s.id = d.source_id order by d.id`,
);
const one = statement<{ id: number; variant: string; extensions: string; isAsked: 0 | 1 }, OcrCandidate>(
  'recognition.one',
  `select d.id as documentId, d.source_id as sourceId from document d join source s on s.id = d.source_id
   where d.id = @id and ${isCandidate}`,
);
const note = statement<{ documentId: number; variant: string }>(
  'recognition.note',
  `insert into recognition (document_id, variant, size_bytes, modified_at_ms)
   select id, @variant, size_bytes, modified_at_ms from document where id = @documentId
   on conflict (document_id) do update set variant = excluded.variant, size_bytes = excluded.size_bytes,
     modified_at_ms = excluded.modified_at_ms`,
);
const waiting = statement<{ kind: string }, { documents: number; pages: number }>(
  'recognition.waiting',
  `select count(*) as documents, coalesce(sum(max(1, (select count(*) from page p where p.content_id = d.content_id
     and p.text_source = 'none'))), 0) as pages
   from job j join source s on s.id = j.source_id and s.collection_id is not null
     join document d on d.id = json_extract(j.payload, '$.documentId')
   where j.kind = @kind and j.state in ('queued', 'running')`,
);

/** Of documents that failed for want of text, those with these extensions (lower case) may be pictures of text. */
export interface OcrScope {
  variant: string;
  extensions: readonly string[];
}

/** Candidates among the next `limit` documents after `afterId`; `lastId` is null when there are no more documents. */
export function ocrCandidates(
  db: ReadableDb,
  { variant, extensions }: OcrScope,
  { afterId, limit }: { afterId: number; limit: number },
): { candidates: OcrCandidate[]; lastId: number | null } {
  const rows = db.all(slice, { afterId, limit, variant, extensions: JSON.stringify(extensions), isAsked: 0 });
  const candidates = rows.filter((row) => row.isCandidate === 1).map(({ documentId, sourceId }) => ({ documentId, sourceId }));
  return { candidates, lastId: rows.at(-1)?.documentId ?? null };
}

/** The document, when its text is still to be recognised; `isAsked`: also when that was tried before. */
export function ocrCandidate(
  db: ReadableDb,
  id: number,
  { variant, extensions, isAsked }: OcrScope & { isAsked: boolean },
): OcrCandidate | null {
  return db.get(one, { id, variant, extensions: JSON.stringify(extensions), isAsked: isAsked ? 1 : 0 }) ?? null;
}

/** The document was tried in these languages, whatever came of it; another version of its file is tried anew. */
export function noteRecognised(db: WritableDb, documentId: number, variant: string): void {
  db.run(note, { documentId, variant });
}

/** What jobs of this kind wait for. A document whose pages are not counted yet counts as one page. */
export function ocrWaiting(db: ReadableDb, kind: string): { documents: number; pages: number } {
  return db.get(waiting, { kind }) ?? { documents: 0, pages: 0 };
}
