import type { AppErrorData } from '../../shared/errors.ts';
import type { DocumentFormat, DocumentState } from '../../shared/domain/document.ts';
import { nameKey } from './document-rows.ts';
import { statement, type ReadableDb, type WritableDb } from './handles.ts';
import { fromOptionalJson, type Json } from './json-columns.ts';

/** A file inside a container, as its reader listed it. */
export type ContentMember = {
  path: string;
  sizeBytes: number;
};

/** What is known of a member's bytes once one document was made of them. */
export interface MemberIdentity {
  /** In hexadecimal. */
  sha256: string;
  format: DocumentFormat;
}

/** A member as listed, with what is known of it and the document that stands for it. */
export interface ListedMember extends ContentMember {
  ordinal: number;
  sha256: string | null;
  documentId: number | null;
  state: DocumentState | null;
  modifiedAtMs: number | null;
  contentId: number | null;
  contentHash: string | null;
}

/** A document that is a member, as a scan looks at it. */
export interface MemberDocument {
  documentId: number;
  relativePath: string;
  state: DocumentState;
  sizeBytes: number;
  modifiedAtMs: number;
  contentId: number | null;
  error: AppErrorData | null;
}

const insertMember = statement<{ contentId: number } & ContentMember>(
  'member.insert',
  `insert or ignore into content_member (content_id, ordinal, path, size_bytes) values (@contentId,
     (select coalesce(max(ordinal) + 1, 0) from content_member where content_id = @contentId), @path, @sizeBytes)`,
);
const listed = statement<{ contentId: number; parentId: number; after: number; limit: number }, ListedMember>(
  'member.listed',
  `select m.ordinal, m.path, m.size_bytes as sizeBytes, lower(hex(m.sha256)) as sha256, d.id as documentId, d.state,
     d.modified_at_ms as modifiedAtMs, d.content_id as contentId, lower(hex(c.sha256)) as contentHash
   from content_member m left join document d on d.parent_id = @parentId and d.member_path = m.path
     left join content c on c.id = d.content_id
   where m.content_id = @contentId and m.ordinal > @after order by m.ordinal limit @limit`,
);
const hasMembers = statement<{ documentId: number }, { yes: number }>(
  'member.any',
  `select 1 as yes from document d where d.id = @documentId and (exists (select 1 from document m where m.parent_id = d.id)
     or exists (select 1 from content_member m where m.content_id = d.content_id)) limit 1`,
);
const obsolete = statement<{ parentId: number; contentId: number; limit: number }, { id: number }>(
  'member.obsolete',
  `select id from document d where d.parent_id = @parentId and not exists (
     select 1 from content_member m where m.content_id = @contentId and m.path = d.member_path) limit @limit`,
);
const waiting = statement<{ parentId: number; limit: number }, { id: number; contentId: number | null }>(
  'member.waiting',
  `select id, content_id as contentId from document where parent_id = @parentId and state in ('queued', 'reading') limit @limit`,
);
const identity = statement<{ contentId: number; path: string }, { sha256: string | null; format: DocumentFormat | null }>(
  'member.identity',
  `select lower(hex(sha256)) as sha256, format from content_member where content_id = @contentId and path = @path and sha256 is not null`,
);
const note = statement<{ contentId: number; path: string; sha256: Uint8Array; format: string }>(
  'member.note',
  `update content_member set sha256 = @sha256, format = @format where content_id = @contentId and path = @path`,
);
const insertDocument = statement<{
  parentId: number;
  sourceId: number;
  relativePath: string;
  memberPath: string;
  name: string;
  nameKey: string;
  sizeBytes: number;
  modifiedAtMs: number;
  nowMs: number;
}>(
  'member.insert-document',
  `insert or ignore into document (source_id, parent_id, member_path, relative_path, name, name_key, state, size_bytes, modified_at_ms, added_at_ms)
   values (@sourceId, @parentId, @memberPath, @relativePath, @name, @nameKey, 'queued', @sizeBytes, @modifiedAtMs, @nowMs)`,
);
const descendants = statement<{ ids: string; limit: number }, { id: number }>(
  'member.descendants',
  `with recursive inside (id) as (
     select id from document where parent_id in (select value from json_each(@ids))
     union select d.id from inside join document d on d.parent_id = inside.id)
   select id from inside order by id desc limit @limit`,
);
const countInside = statement<{ id: number }, { members: number }>(
  'member.count-inside',
  `with recursive inside (id) as (
     select id from document where parent_id = @id union select d.id from inside join document d on d.parent_id = inside.id)
   select count(*) as members from inside`,
);
const ofSource = statement<
  { sourceId: number; afterId: number; limit: number },
  Omit<MemberDocument, 'error'> & { error: Json<AppErrorData> | null }
>(
  'member.of-source',
  `select id as documentId, relative_path as relativePath, state, size_bytes as sizeBytes, modified_at_ms as modifiedAtMs,
     content_id as contentId, error
   from document where +source_id = @sourceId and parent_id is not null and id > @afterId order by id limit @limit`,
);
const unsettled = statement<{ sourceId: number; afterId: number; limit: number }, { id: number }>(
  'member.unsettled-containers',
  `select d.id from document d where d.source_id = @sourceId and d.state = 'searchable' and d.id > @afterId
     and (exists (select 1 from content_member m where m.content_id = d.content_id and not exists (
         select 1 from document c where c.parent_id = d.id and c.member_path = m.path))
       or exists (select 1 from document c where c.parent_id = d.id and (c.modified_at_ms <> d.modified_at_ms or not exists (
         select 1 from content_member m where m.content_id = d.content_id and m.path = c.member_path))))
   order by d.id limit @limit`,
);
const encryptedOf = statement<{ sourceId: number; limit: number }, { id: number; sizeBytes: number; modifiedAtMs: number }>(
  'member.encrypted-of-source',
  `select id, size_bytes as sizeBytes, modified_at_ms as modifiedAtMs from document
   where source_id = @sourceId and state = 'failed' and json_extract(error, '$.code') = 'read-encrypted' limit @limit`,
);
const removeAt = statement<{ sourceId: number; relativePath: string }>(
  'member.remove-at',
  `delete from document where source_id = @sourceId and relative_path = @relativePath and parent_id is not null`,
);

/** Adds to the list of what a container that is being written holds; a path that is there already is left out. */
export function appendMembers(db: WritableDb, contentId: number, members: readonly ContentMember[]): void {
  for (const { path, sizeBytes } of members) db.run(insertMember, { contentId, path, sizeBytes });
}

/** What a content lists, in its order, with the documents of `parentId` that stand for it. Ask in slices. */
export function listMembers(
  db: ReadableDb,
  { contentId, parentId, after, limit }: { contentId: number; parentId: number; after: number; limit: number },
): ListedMember[] {
  return db.all(listed, { contentId, parentId, after, limit }).map((row) => ({ ...row, sha256: row.sha256 || null }));
}

/** True when a document holds others, or documents still stand for what it held. */
export function isContainer(db: ReadableDb, documentId: number): boolean {
  return db.get(hasMembers, { documentId }) !== undefined;
}

/** Documents that stand for what their container no longer lists. */
export function obsoleteMembers(db: ReadableDb, parentId: number, contentId: number, limit: number): number[] {
  return db.all(obsolete, { parentId, contentId, limit }).map((row) => row.id);
}

/** Members of a document that wait to be read. */
export function waitingMembers(db: ReadableDb, parentId: number, limit: number): { id: number; contentId: number | null }[] {
  return db.all(waiting, { parentId, limit });
}

/** What the member at this path of a content is, when a document was made of it before. */
export function memberIdentity(db: ReadableDb, contentId: number, path: string): MemberIdentity | null {
  const row = db.get(identity, { contentId, path });
  return row?.sha256 && row.format ? { sha256: row.sha256, format: row.format } : null;
}

/** Keeps what the member at this path is, so that the next document of it needs no reader. */
export function noteMemberIdentity(db: WritableDb, contentId: number, path: string, { sha256, format }: MemberIdentity): void {
  db.run(note, { contentId, path, sha256: Buffer.from(sha256, 'hex'), format });
}

/** A member that waits to be read. Null when another document of the source has its path. */
export function insertQueuedMember(
  db: WritableDb,
  member: {
    parentId: number;
    sourceId: number;
    relativePath: string;
    memberPath: string;
    sizeBytes: number;
    modifiedAtMs: number;
    nowMs: number;
  },
): number | null {
  const name = member.memberPath.slice(member.memberPath.lastIndexOf('/') + 1);
  const { changes, lastId } = db.run(insertDocument, { ...member, name, nameKey: nameKey(name) });
  return changes === 0 ? null : lastId;
}

/** Documents inside these, the innermost first. */
export function listDescendants(db: ReadableDb, ids: readonly number[], limit: number): number[] {
  return db.all(descendants, { ids: JSON.stringify(ids), limit }).map((row) => row.id);
}

/** How many documents are inside this one, at any depth. */
export function countDescendants(db: ReadableDb, id: number): number {
  return db.get(countInside, { id })?.members ?? 0;
}

/** Members among a source's documents, in slices. */
export function listSourceMembers(
  db: ReadableDb,
  sourceId: number,
  { afterId, limit }: { afterId: number; limit: number },
): MemberDocument[] {
  return db.all(ofSource, { sourceId, afterId, limit }).map((row) => ({ ...row, error: fromOptionalJson(row.error) }));
}

/** Containers whose members are not what they list, or are of another version of their file. In slices. */
export function unsettledContainers(db: ReadableDb, sourceId: number, { afterId, limit }: { afterId: number; limit: number }): number[] {
  return db.all(unsettled, { sourceId, afterId, limit }).map((row) => row.id);
}

/** Documents of a source that want a password. */
export function encryptedDocuments(
  db: ReadableDb,
  sourceId: number,
  limit: number,
): { id: number; sizeBytes: number; modifiedAtMs: number }[] {
  return db.all(encryptedOf, { sourceId, limit });
}

/** A file has come where a member was: its container became a folder of the same name. */
export function removeMemberAt(db: WritableDb, sourceId: number, relativePath: string): void {
  db.run(removeAt, { sourceId, relativePath });
}
