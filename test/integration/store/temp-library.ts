import { mkdtempSync, rmSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/engine/base/clock.ts';
import type { LogFacts, Logger } from '../../../src/engine/base/logger.ts';
import { ensureDefaultCollection } from '../../../src/engine/store/collections.ts';
import { insertContent, type ContentBlock, type ContentChunk } from '../../../src/engine/store/contents.ts';
import { attachContent, insertQueuedDocument } from '../../../src/engine/store/documents.ts';
import { openLibrary, type Library, type WritableDb } from '../../../src/engine/store/open.ts';
import { insertSource } from '../../../src/engine/store/sources.ts';

export interface TestClock extends Clock {
  /** Moves both clocks on. */
  advance(ms: number): void;
}

export function testClock(startMs = 1_700_000_000_000): TestClock {
  let nowMs = startMs;
  return { nowMs: () => nowMs, monotonicMs: () => nowMs, advance: (ms) => void (nowMs += ms) };
}

export interface TestLogger extends Logger {
  readonly lines: { level: string; message: string; facts: LogFacts | undefined }[];
}

export function testLogger(): TestLogger {
  const lines: TestLogger['lines'] = [];
  return { lines, log: (level, message, facts) => void lines.push({ level, message, facts }) };
}

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTestLibrary(path: string, options: { clock?: Clock; logger?: Logger } = {}): Library {
  const library = openLibrary({ path, clock: options.clock ?? testClock(), logger: options.logger ?? testLogger() });
  onTestFinished(() => library.close());
  return library;
}

/** An open library in a folder of its own, with one collection and one source. */
export function tempLibrary(options: { clock?: Clock; logger?: Logger } = {}): {
  library: Library;
  path: string;
  collectionId: number;
  sourceId: number;
} {
  const path = join(tempFolder(), 'library.db');
  const library = openTestLibrary(path, options);
  const { collectionId, sourceId } = library.transaction((db) => {
    const collectionId = ensureDefaultCollection(db, 1);
    return { collectionId, sourceId: addSource(db, collectionId, 'papers') };
  });
  return { library, path, collectionId, sourceId };
}

export function addSource(db: WritableDb, collectionId: number, name: string): number {
  return insertSource(db, { collectionId, kind: 'folder', path: join('/home/ada', name), name, nowMs: 1 });
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Paragraphs as a reader and the chunker would give them: one block and one chunk each. */
export function contentParts(title: string | null, paragraphs: readonly string[]): { blocks: ContentBlock[]; chunks: ContentChunk[] } {
  let start = 0;
  const blocks: ContentBlock[] = [];
  const chunks: ContentChunk[] = [];
  for (const [ordinal, text] of paragraphs.entries()) {
    blocks.push({ kind: 'paragraph', level: null, text, headingPath: [], page: null, lineStart: null, lineEnd: null, words: [], start });
    const embedText = title === null ? text : `${title}\n\n${text}`;
    chunks.push({
      ordinal,
      start,
      end: start + text.length,
      tokenCount: text.length,
      headingPath: [],
      embedText,
      embedHash: sha256(embedText),
    });
    start += text.length + 2;
  }
  return { blocks, chunks };
}

export const reading = { format: 'text', reader: 'text', readerVersion: 1, chunkerVersion: 1 } as const;

/** Writes a content of paragraphs whole. */
export function addContent(db: WritableDb, paragraphs: readonly string[], title: string | null = null): number {
  const whole = paragraphs.join('\n\n');
  return insertContent(db, {
    ...reading,
    ...contentParts(title, paragraphs),
    sha256: sha256(`${title ?? ''}\n${whole}`),
    sizeBytes: whole.length,
    title,
    pages: [],
    nowMs: 1,
  });
}

/** A searchable document of paragraphs. Returns its id. */
export function addDocument(db: WritableDb, sourceId: number, name: string, paragraphs: readonly string[], title: string | null = null): number {
  const version = { sizeBytes: paragraphs.join('').length, modifiedAtMs: 5 };
  const documentId = insertQueuedDocument(db, { sourceId, relativePath: name, name: name.split('/').at(-1) ?? name, ...version, nowMs: 1 });
  attachContent(db, documentId, addContent(db, paragraphs, title), { ...version, nowMs: 2, warnings: [] });
  return documentId;
}
