import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import { canonicalText } from './canonical-text.ts';
import { chunkText, indexChunk } from './content-parts.ts';
import { statement, type WritableDb } from './handles.ts';
import { listFromJson } from './json-columns.ts';
import { SEARCHABLE_TEXT_VERSION } from './searchable-text.ts';

/** Chunks that one transaction takes: about 10 ms of full-text index. */
const SLICE_CHUNKS = 20;
const DELAY_MS = 2_000;
const PAUSE_MS = 4;

interface StoredChunk {
  id: number;
  start: number;
  end: number;
  headingPath: string | null;
  prefix: string | null;
}

const nextContent = statement<{ version: number }, { id: number; title: string | null }>(
  'renew-text.content',
  `select id, title from content where state = 'live' and searchable_text_version <> @version order by id limit 1`,
);
const someChunks = statement<{ contentId: number; after: number; limit: number }, StoredChunk>(
  'renew-text.chunks',
  `select id, start_offset as start, end_offset as end, heading_path as headingPath, embed_prefix as prefix
   from chunk where content_id = @contentId and id > @after order by id limit @limit`,
);
const remove = statement<{ chunkId: number }>('renew-text.remove', `delete from chunk_text where rowid = @chunkId`);
const done = statement<{ contentId: number; version: number }>(
  'renew-text.done',
  `update content set searchable_text_version = @version where id = @contentId`,
);

export interface FullTextRenewal {
  /** Begins a little later, once the library's first work is done. */
  startSoon(): void;
  /** Resolves when every content is indexed as text is searched now. */
  run(): Promise<void>;
  dispose(): void;
}

/**
 * Rows of the full-text index that an older version of the program made are made anew from the stored text, content by
 * content. Until then they serve as they are. A life that ends in a content begins it again: a row may be renewed twice.
 */
export function createFullTextRenewal(db: WritableDb, logger: Logger): FullTextRenewal {
  let running: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;

  async function renewAll(): Promise<void> {
    let reached = { contentId: 0, chunkId: 0 };
    for (; ; await pause(PAUSE_MS)) {
      if (disposed) return;
      const content = db.get(nextContent, { version: SEARCHABLE_TEXT_VERSION });
      if (content === undefined) return;
      const after = content.id === reached.contentId ? reached.chunkId : 0;
      reached = { contentId: content.id, chunkId: renewSlice(db, content, after) ?? 0 };
    }
  }

  function run(): Promise<void> {
    running ??= renewAll().finally(() => {
      running = undefined;
    });
    return running;
  }

  return {
    run,
    startSoon() {
      timer = setTimeout(() => {
        run().catch((error: unknown) => {
          logger.log('error', 'full text could not be renewed', { code: isAppError(error) ? error.code : 'internal' });
        });
      }, DELAY_MS);
      timer.unref();
    },
    dispose() {
      disposed = true;
      clearTimeout(timer);
    },
  };
}

/** Renews some chunks in one transaction; the last one's id, null when the content is done. */
function renewSlice(db: WritableDb, content: { id: number; title: string | null }, after: number): number | null {
  return db.atomic(() => {
    const chunks = db.all(someChunks, { contentId: content.id, after, limit: SLICE_CHUNKS });
    for (const chunk of chunks) {
      const text = canonicalText(db, content.id, chunk.start, chunk.end);
      db.run(remove, { chunkId: chunk.id });
      db.run(indexChunk, { chunkId: chunk.id, ...chunkText(text, content.title, listFromJson(chunk.headingPath), tableHeaderOf(chunk)) });
    }
    const last = chunks.at(-1);
    if (last !== undefined && chunks.length === SLICE_CHUNKS) return last.id;
    db.run(done, { contentId: content.id, version: SEARCHABLE_TEXT_VERSION });
    return null;
  });
}

/** What stands before the text for the embedding model: title and headings, an empty line, the table's header. */
function tableHeaderOf({ prefix }: StoredChunk): string {
  if (prefix === null) return '';
  const blank = prefix.indexOf('\n\n');
  return blank === -1 ? prefix : prefix.slice(blank + 2);
}
