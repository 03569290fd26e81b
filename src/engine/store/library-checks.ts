import type { CheckRanks, CheckState, MadeWith, PlaceStanding } from '../../shared/domain/library-check.ts';
import type { SearchWarning } from '../../shared/domain/retrieval.ts';
import type { AppErrorData } from '../../shared/errors.ts';
import { statement, type NoValues, type ReadableDb, type WritableDb } from './handles.ts';
import { fromJson, fromOptionalJson, type Json } from './json-columns.ts';
import { found } from './not-found.ts';

/** A check without what is counted from its results. */
export interface LibraryCheckRow {
  id: number;
  collectionId: number;
  state: CheckState;
  startedAtMs: number;
  finishedAtMs: number | null;
  madeWith: MadeWith;
  documents: number;
  chunks: number;
  warnings: SearchWarning[];
  error: AppErrorData | null;
}

/** `ranks` null: not asked yet. */
export interface CheckResultRow {
  questionId: number;
  question: string;
  ranks: CheckRanks | null;
}

type Stored = Omit<LibraryCheckRow, 'madeWith' | 'warnings' | 'error'> & {
  madeWith: Json<MadeWith>;
  warnings: Json<SearchWarning[]>;
  error: Json<AppErrorData> | null;
};
type StoredResult = {
  questionId: number;
  question: string;
  standing: PlaceStanding | null;
  documentRank: number | null;
  passageRank: number | null;
};
type Beginning = { madeWith: string; documents: number; chunks: number; nowMs: number };

const columns = `select id, collection_id as collectionId, state, started_at_ms as startedAtMs, finished_at_ms as finishedAtMs,
  made_with as madeWith, documents, chunks, warnings, error from library_check`;
const list = statement<{ collectionId: number; limit: number }, Stored>(
  'library-check.list',
  `${columns} where collection_id = @collectionId order by id desc limit @limit`,
);
const byId = statement<{ id: number }, Stored>('library-check.get', `${columns} where id = @id`);
const running = statement<NoValues, Stored>('library-check.running', `${columns} where state = 'running' order by id limit 1`);
const insert = statement<{ collectionId: number } & Beginning>(
  'library-check.insert',
  `insert into library_check (collection_id, state, started_at_ms, made_with, documents, chunks)
   values (@collectionId, 'running', @nowMs, @madeWith, @documents, @chunks)`,
);
const beginAgain = statement<{ id: number } & Beginning>(
  'library-check.begin-again',
  `update library_check set started_at_ms = @nowMs, made_with = @madeWith, documents = @documents, chunks = @chunks, warnings = '[]'
   where id = @id`,
);
const setState = statement<{ id: number; from: string; state: CheckState; nowMs: number | null; error: string | null }>(
  'library-check.state',
  `update library_check set state = @state, finished_at_ms = @nowMs, error = @error where id = @id and state = @from`,
);
const setWarnings = statement<{ id: number; warnings: string }>(
  'library-check.warnings',
  `update library_check set warnings = @warnings where id = @id`,
);
const remove = statement<{ id: number }>('library-check.remove', `delete from library_check where id = @id`);
const removeFailed = statement<{ collectionId: number }>(
  'library-check.remove-failed',
  `delete from library_check where collection_id = @collectionId and state = 'failed'`,
);
const take = statement<{ id: number }>(
  'check-result.take',
  `insert into check_result (check_id, question_id, question)
   select k.id, q.id, q.question from library_check k join saved_question q on q.collection_id = k.collection_id
   where k.id = @id and true
   on conflict (check_id, question_id) do update set question = excluded.question, standing = null, document_rank = null, passage_rank = null`,
);
const results = statement<{ id: number }, StoredResult>(
  'check-result.list',
  `select question_id as questionId, question, standing, document_rank as documentRank, passage_rank as passageRank
   from check_result where check_id = @id order by question_id`,
);
const counted = statement<{ id: number }, { count: number }>(
  'check-result.count',
  `select count(*) as count from check_result where check_id = @id`,
);
const keep = statement<{ id: number; questionId: number } & CheckRanks>(
  'check-result.keep',
  `update check_result set standing = @standing, document_rank = @documentRank, passage_rank = @passageRank
   where check_id = @id and question_id = @questionId`,
);
const index = statement<{ collectionId: number }, { chunkerVersion: number | null; searchableTextVersion: number | null }>(
  'library-check.index',
  `select min(c.chunker_version) as chunkerVersion, min(c.searchable_text_version) as searchableTextVersion from content c
   where c.chunk_count > 0 and c.id in (select d.content_id from document d join source s on s.id = d.source_id
     where s.collection_id = @collectionId and d.content_id is not null)`,
);

function rowOf({ madeWith, warnings, error, ...stored }: Stored): LibraryCheckRow {
  return { ...stored, madeWith: fromJson(madeWith), warnings: fromJson(warnings), error: fromOptionalJson(error) };
}

function resultOf({ questionId, question, standing, documentRank, passageRank }: StoredResult): CheckResultRow {
  return { questionId, question, ranks: standing === null ? null : { standing, documentRank, passageRank } };
}

/** The newest checks of a collection, newest first. */
export function listLibraryChecks(db: ReadableDb, collectionId: number, limit: number): LibraryCheckRow[] {
  return db.all(list, { collectionId, limit }).map(rowOf);
}

/** null when it was removed. */
export function findLibraryCheck(db: ReadableDb, id: number): LibraryCheckRow | null {
  const stored = db.get(byId, { id });
  return stored ? rowOf(stored) : null;
}

/** Fails with `not-found`. */
export function getLibraryCheck(db: ReadableDb, id: number): LibraryCheckRow {
  return found(findLibraryCheck(db, id) ?? undefined, 'check', id);
}

/** The oldest check that is to go on; of whichever collection. */
export function nextRunningCheck(db: ReadableDb): LibraryCheckRow | null {
  const stored = db.get(running, {});
  return stored ? rowOf(stored) : null;
}

export interface CheckBeginning {
  madeWith: MadeWith;
  documents: number;
  chunks: number;
  nowMs: number;
}

/** A check of all questions that the collection has now. Returns its id. One that failed before is forgotten. */
export function insertLibraryCheck(db: WritableDb, collectionId: number, { madeWith, ...beginning }: CheckBeginning): number {
  return db.atomic(() => {
    db.run(removeFailed, { collectionId });
    const { lastId } = db.run(insert, { collectionId, ...beginning, madeWith: JSON.stringify(madeWith) });
    db.run(take, { id: lastId });
    return lastId;
  });
}

/** Asks every question once more, in the words it has now: something that decides the results changed meanwhile. */
export function restartLibraryCheck(db: WritableDb, id: number, { madeWith, ...beginning }: CheckBeginning): void {
  db.atomic(() => {
    db.run(beginAgain, { id, ...beginning, madeWith: JSON.stringify(madeWith) });
    db.run(take, { id });
  });
}

/** False when it was not in the state `from` any more. */
export function pauseLibraryCheck(db: WritableDb, id: number, isPaused: boolean): boolean {
  const [from, state] = isPaused ? (['running', 'paused'] as const) : (['paused', 'running'] as const);
  return db.run(setState, { id, from, state, nowMs: null, error: null }).changes > 0;
}

/** Every question was asked. Nothing happens to a check that does not run. */
export function finishLibraryCheck(db: WritableDb, id: number, nowMs: number): void {
  db.run(setState, { id, from: 'running', state: 'done', nowMs, error: null });
}

/** It cannot go on. Nothing happens to a check that does not run. */
export function failLibraryCheck(db: WritableDb, id: number, error: AppErrorData): void {
  db.run(setState, { id, from: 'running', state: 'failed', nowMs: null, error: JSON.stringify(error) });
}

/** Takes it out of the history. */
export function removeLibraryCheck(db: WritableDb, id: number): void {
  db.run(remove, { id });
}

/** In the order the questions were saved. */
export function listCheckResults(db: ReadableDb, checkId: number): CheckResultRow[] {
  return db.all(results, { id: checkId }).map(resultOf);
}

/** How many questions a check has results of, or is to have. */
export function countCheckResults(db: ReadableDb, checkId: number): number {
  return db.get(counted, { id: checkId })?.count ?? 0;
}

/** What became of one question, with what the search warned of. */
export function keepCheckResult(
  db: WritableDb,
  check: LibraryCheckRow,
  { questionId, ranks, warnings }: { questionId: number; ranks: CheckRanks; warnings: readonly SearchWarning[] },
): void {
  db.atomic(() => {
    db.run(keep, { id: check.id, questionId, ...ranks });
    db.run(setWarnings, { id: check.id, warnings: JSON.stringify(warnings) });
  });
}

/** The oldest versions by which what a collection holds was cut into chunks and indexed; null where it holds nothing. */
export function indexVersions(
  db: ReadableDb,
  collectionId: number,
): { chunkerVersion: number | null; searchableTextVersion: number | null } {
  return db.get(index, { collectionId }) ?? { chunkerVersion: null, searchableTextVersion: null };
}
