import type { Migration, MigrationDb } from './migration.ts';

/* variant: what besides the bytes and the reader decided the text, as the languages of recognition. */
function widenContents(db: MigrationDb): void {
  db.exec(`
    alter table content add column variant text not null default '';
    alter table content add column language text;
    drop index content_identity;
    create unique index content_identity on content (sha256, reader, reader_version, chunker_version, variant)
      where state in ('live', 'abandoned');
    alter table page add column text_source text not null default 'layer' check (text_source in ('layer', 'none', 'ocr'));
    alter table page add column confidence real;
    alter table block add column locator text check (locator is null or json_valid(locator));
    create index page_without_text on page (content_id) where text_source = 'none';
  `);
}

/*
 * document.parent_id: it is a member of that document's file. Removing the parent removes it, with what is behind it.
 * content_member: what a container lists; sha256 and format once a document was made of it.
 */
function addMembers(db: MigrationDb): void {
  db.exec(`
    alter table document add column parent_id integer references document (id) on delete cascade;
    alter table document add column member_path text;
    create unique index document_parent on document (parent_id, member_path) where parent_id is not null;
    create table content_member (
      content_id integer not null references content (id) on delete cascade,
      ordinal integer not null check (ordinal >= 0),
      path text not null check (length(path) > 0),
      size_bytes integer not null check (size_bytes >= 0),
      sha256 blob check (length(sha256) = 32),
      format text,
      primary key (content_id, ordinal),
      check ((sha256 is null) = (format is null))
    ) strict, without rowid;
    create unique index content_member_path on content_member (content_id, path);
  `);
}

/* understood: what was searched for a question, and where. support: what each sentence of the answer rests on. */
function widenAnswers(db: MigrationDb): void {
  db.exec(`
    alter table answer add column understood text check (understood is null or json_valid(understood));
    alter table answer add column support text check (support is null or json_valid(support));
  `);
}

function addSourceRules(db: MigrationDb): void {
  db.exec(`alter table source add column rules text check (rules is null or json_valid(rules));`);
}

/*
 * Bytes that ended a reader of this version, so that no copy of them is tried for ever; without a name, for they outlive
 * the files. part_content_id: what was read of them before. quarantined_document: the last such bytes that a document's
 * file had.
 */
function addQuarantine(db: MigrationDb): void {
  db.exec(`
    create table quarantine (
      sha256 blob not null check (length(sha256) = 32),
      reader text not null,
      reader_version integer not null,
      code text not null,
      limit_value real,
      actual_value real,
      part_content_id integer references content (id) on delete set null,
      created_at_ms integer not null,
      primary key (sha256, reader, reader_version)
    ) strict, without rowid;
    create index quarantine_part on quarantine (part_content_id) where part_content_id is not null;
    create table quarantined_document (
      document_id integer primary key references document (id) on delete cascade,
      sha256 blob not null check (length(sha256) = 32)
    ) strict;
    create index quarantined_document_bytes on quarantined_document (sha256);
  `);
}

/* Bytes that the system's keychain holds a password for, so that it forgets them with the last document of them. */
function addRemembered(db: MigrationDb): void {
  db.exec(`create table remembered_password (sha256 blob primary key check (length(sha256) = 32)) strict, without rowid;`);
}

/* Which version of a document's file was tried in which languages, whatever came of it. */
function addRecognition(db: MigrationDb): void {
  db.exec(`
    create table recognition (
      document_id integer primary key references document (id) on delete cascade,
      variant text not null,
      size_bytes integer not null,
      modified_at_ms real not null
    ) strict;
  `);
}

/* What is derived from vectors so that many can be searched; its rows lie in tables of each model (store/vector-rows.ts). */
function addVectorCodes(db: MigrationDb): void {
  db.exec(`
    create table vector_code_set (
      model_id integer not null references embedding_model (id) on delete cascade,
      state text not null check (state in ('current', 'pending')),
      generation integer not null,
      kind text not null check (kind in ('bits', 'bytes')),
      mean blob not null,
      made_from integer not null,
      version integer not null,
      primary key (model_id, state)
    ) strict, without rowid;
    create table vector_row_state (
      model_id integer primary key references embedding_model (id) on delete cascade,
      filled_to integer
    ) strict;
  `);
}

/*
 * Questions with the place that answers them, known by its words and the bytes they were last found in, and how well each
 * was found in each check. Without words the whole document is the place. document_id null: gone, or to be found again.
 */
function addLibraryChecks(db: MigrationDb): void {
  db.exec(`
    create table saved_question (
      id integer primary key autoincrement,
      collection_id integer not null references collection (id) on delete cascade,
      question text not null check (length(question) > 0),
      document_id integer references document (id) on delete set null,
      document_name text not null,
      relative_path text not null,
      sha256 blob not null check (length(sha256) = 32),
      start_offset integer,
      end_offset integer,
      place text check (place is null or json_valid(place)),
      quote text check (length(quote) > 0),
      text_before text not null default '',
      text_after text not null default '',
      created_at_ms integer not null,
      check ((quote is null) = (start_offset is null) and (quote is null) = (end_offset is null))
    ) strict;
    create index saved_question_collection on saved_question (collection_id);
    create index saved_question_document on saved_question (document_id) where document_id is not null;

    create table library_check (
      id integer primary key autoincrement,
      collection_id integer not null references collection (id) on delete cascade,
      state text not null check (state in ('running', 'paused', 'done', 'failed')),
      started_at_ms integer not null,
      finished_at_ms integer,
      made_with text not null check (json_valid(made_with)),
      documents integer not null,
      chunks integer not null,
      warnings text not null default '[]' check (json_valid(warnings)),
      error text check (error is null or json_valid(error)),
      check ((state = 'done') = (finished_at_ms is not null)),
      check (state <> 'failed' or error is not null)
    ) strict;
    create index library_check_collection on library_check (collection_id);
    create index library_check_unfinished on library_check (id) where state = 'running';

    create table check_result (
      check_id integer not null references library_check (id) on delete cascade,
      question_id integer not null references saved_question (id) on delete cascade,
      question text not null,
      standing text check (standing in ('judged', 'words-gone', 'document-gone')),
      document_rank integer check (document_rank >= 1),
      passage_rank integer check (passage_rank >= 1),
      primary key (check_id, question_id),
      check (standing is not null or (document_rank is null and passage_rank is null))
    ) strict, without rowid;
    create index check_result_question on check_result (question_id);
  `);
}

export const documents: Migration = {
  version: 2,
  name: 'documents',
  up(db) {
    widenContents(db);
    addMembers(db);
    addSourceRules(db);
    addQuarantine(db);
    addRemembered(db);
    addVectorCodes(db);
    addRecognition(db);
    widenAnswers(db);
    addLibraryChecks(db);
  },
};
