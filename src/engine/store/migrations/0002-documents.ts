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
  },
};
