import type { Migration, MigrationDb } from './migration.ts';

/* source.collection_id null = taken out by a person: seen by nobody, its documents go in slices. */
function createSources(db: MigrationDb): void {
  db.exec(`
    create table collection (
      id integer primary key autoincrement,
      name text not null check (length(name) > 0),
      created_at_ms integer not null
    ) strict;

    create table source (
      id integer primary key autoincrement,
      collection_id integer references collection (id) on delete cascade,
      kind text not null check (kind in ('folder', 'file')),
      path text not null check (length(path) > 0),
      name text not null,
      paused integer not null default 0 check (paused in (0, 1)),
      missing integer not null default 0 check (missing in (0, 1)),
      added_at_ms integer not null,
      scanned_at_ms integer,
      scanned_by text,
      unique (collection_id, path)
    ) strict;
  `);
}

/*
 * content.state: staged = being written, seen by nobody · live = whole · abandoned = no document uses it
 * now; it comes back with a moved file or is swept · removed = being swept, never comes back.
 */
function createContents(db: MigrationDb): void {
  db.exec(`
    create table content (
      id integer primary key autoincrement,
      state text not null check (state in ('staged', 'live', 'abandoned', 'removed')),
      sha256 blob check (length(sha256) = 32),
      size_bytes integer check (size_bytes >= 0),
      format text not null,
      reader text not null,
      reader_version integer not null,
      chunker_version integer not null,
      searchable_text_version integer not null,
      title text,
      warnings text not null default '[]' check (json_valid(warnings)),
      page_count integer,
      block_count integer not null default 0,
      chunk_count integer not null default 0,
      created_at_ms integer not null,
      check (state in ('staged', 'removed') or (sha256 is not null and size_bytes is not null))
    ) strict;
    create unique index content_identity on content (sha256, reader, reader_version, chunker_version)
      where state in ('live', 'abandoned');
    create index content_swept on content (state) where state <> 'live';

    create table page (
      content_id integer not null references content (id) on delete cascade,
      page integer not null check (page >= 1),
      width real not null,
      height real not null,
      primary key (content_id, page)
    ) strict, without rowid;

    create table block (
      id integer primary key,
      content_id integer not null references content (id) on delete cascade,
      ordinal integer not null check (ordinal >= 0),
      kind text not null,
      level integer,
      text text not null,
      start_offset integer not null check (start_offset >= 0),
      page integer,
      line_start integer,
      line_end integer,
      heading_path text check (heading_path is null or json_valid(heading_path)),
      words blob,
      unique (content_id, ordinal)
    ) strict;
    create unique index block_offset on block (content_id, start_offset);

    create table chunk_hash (
      id integer primary key autoincrement,
      hash blob not null unique check (length(hash) = 32)
    ) strict;

    create table chunk (
      id integer primary key autoincrement,
      content_id integer not null references content (id) on delete cascade,
      ordinal integer not null check (ordinal >= 0),
      start_offset integer not null check (start_offset >= 0),
      end_offset integer not null,
      token_count integer not null check (token_count >= 0),
      heading_path text check (heading_path is null or json_valid(heading_path)),
      embed_prefix text,
      embed_text text,
      chunk_hash_id integer not null references chunk_hash (id),
      unique (content_id, ordinal),
      check (end_offset >= start_offset),
      check ((embed_prefix is null) <> (embed_text is null))
    ) strict;
    create index chunk_of_hash on chunk (chunk_hash_id, content_id);

    create virtual table chunk_text using fts5 (
      text, context,
      content = '', contentless_delete = 1,
      tokenize = "porter unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
    );
    insert into chunk_text (chunk_text, rank) values ('rank', 'bm25(1.0, 1.0)');
    create trigger chunk_text_removed after delete on chunk begin
      delete from chunk_text where rowid = old.id;
    end;
  `);
}

function createDocuments(db: MigrationDb): void {
  db.exec(`
    create table document (
      id integer primary key autoincrement,
      source_id integer not null references source (id) on delete cascade,
      relative_path text not null,
      name text not null,
      name_key text not null,
      state text not null check (state in ('queued', 'reading', 'searchable', 'failed', 'missing')),
      size_bytes integer not null check (size_bytes >= 0),
      modified_at_ms real not null,
      content_id integer references content (id),
      indexed_size_bytes integer,
      indexed_modified_at_ms real,
      indexed_at_ms integer,
      added_at_ms integer not null,
      error text check (error is null or json_valid(error)),
      unique (source_id, relative_path),
      check ((content_id is null) = (indexed_at_ms is null)),
      check (state <> 'searchable' or content_id is not null),
      check (state <> 'failed' or error is not null)
    ) strict;
    create index document_content on document (content_id);
    create index document_name on document (name_key, id, source_id, state);
    create index document_state on document (source_id, state, content_id);

    create trigger document_removed after delete on document when old.content_id is not null begin
      update content set state = 'abandoned' where id = old.content_id and state = 'live'
        and not exists (select 1 from document where content_id = old.content_id);
    end;
    create trigger document_replaced after update of content_id on document when old.content_id is not new.content_id begin
      update content set state = 'abandoned' where id = old.content_id and state = 'live'
        and not exists (select 1 from document where content_id = old.content_id);
      update content set state = 'live' where id = new.content_id and state = 'abandoned';
    end;
  `);
}

/* The vectors of a model lie in a table of their own, made when the model is first used (store/vectors.ts). */
function createEmbeddings(db: MigrationDb): void {
  db.exec(`
    create table embedding_model (
      id integer primary key autoincrement,
      identity text not null unique,
      name text not null,
      dimensions integer not null check (dimensions between 1 and 8192),
      is_current integer not null check (is_current in (0, 1))
    ) strict;
    create unique index embedding_model_current on embedding_model (is_current) where is_current = 1;

    create table embedding (
      model_id integer not null references embedding_model (id) on delete cascade,
      chunk_hash_id integer not null references chunk_hash (id) on delete cascade,
      primary key (model_id, chunk_hash_id)
    ) strict, without rowid;
    create index embedding_of_hash on embedding (chunk_hash_id);

    create table embedding_backlog (
      model_id integer not null references embedding_model (id) on delete cascade,
      content_id integer not null references content (id) on delete cascade,
      missing_count integer not null check (missing_count > 0),
      primary key (model_id, content_id)
    ) strict, without rowid;
    create index embedding_backlog_content on embedding_backlog (content_id);
  `);
}

function createWork(db: MigrationDb): void {
  db.exec(`
    create table job (
      id integer primary key autoincrement,
      kind text not null,
      key text not null,
      source_id integer references source (id) on delete cascade,
      priority integer not null,
      payload text not null check (json_valid(payload)),
      state text not null check (state in ('queued', 'running', 'failed')),
      run_again integer not null default 0 check (run_again in (0, 1)),
      attempts integer not null default 0 check (attempts >= 0),
      not_before_ms integer not null default 0,
      created_at_ms integer not null,
      error text check (error is null or json_valid(error)),
      unique (kind, key),
      check (run_again = 0 or state = 'running'),
      check (state <> 'failed' or error is not null)
    ) strict;
    create index job_next on job (source_id, state, kind, priority desc, id);
  `);
}

/* A receipt outlives its answer: the ledger counts what was spent, also in threads that are gone. */
function createAnswers(db: MigrationDb): void {
  db.exec(`
    create table thread (
      id integer primary key autoincrement,
      collection_id integer not null references collection (id) on delete cascade,
      title text not null,
      created_at_ms integer not null,
      updated_at_ms integer not null
    ) strict;
    create index thread_collection on thread (collection_id, updated_at_ms);

    create table answer (
      id integer primary key autoincrement,
      thread_id integer not null references thread (id) on delete cascade,
      question text not null,
      kind text check (kind in ('generated', 'extractive', 'not-found')),
      state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
      text text not null default '',
      passages text not null default '[]' check (json_valid(passages)),
      citations text not null default '[]' check (json_valid(citations)),
      error text check (error is null or json_valid(error)),
      created_at_ms integer not null
    ) strict;
    create index answer_thread on answer (thread_id, id);
    create index answer_running on answer (state) where state = 'running';

    create table receipt (
      answer_id integer primary key,
      created_at_ms integer not null,
      figures text not null check (json_valid(figures))
    ) strict;
    create index receipt_time on receipt (created_at_ms);

    create table setting (
      key text primary key,
      value text not null
    ) strict, without rowid;
  `);
}

export const initial: Migration = {
  version: 1,
  name: 'initial',
  up(db) {
    createSources(db);
    createContents(db);
    createDocuments(db);
    createEmbeddings(db);
    createWork(db);
    createAnswers(db);
  },
};
