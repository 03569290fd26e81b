import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { insertContent, type ContentBlock, type ContentChunk } from '../../../src/engine/store/contents.ts';
import { attachContent, insertQueuedDocument } from '../../../src/engine/store/documents.ts';
import type { WritableDb } from '../../../src/engine/store/open.ts';
import { insertSource } from '../../../src/engine/store/sources.ts';

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
    blocks.push({
      kind: 'paragraph',
      level: null,
      text,
      headingPath: [],
      page: null,
      lineStart: null,
      lineEnd: null,
      words: [],
      locator: null,
      start,
    });
    const embedText = title === null ? text : `${title}\n\n${text}`;
    chunks.push({
      ordinal,
      start,
      end: start + text.length,
      tokenCount: text.length,
      headingPath: [],
      tableHeader: null,
      embedText,
      embedHash: sha256(embedText),
    });
    start += text.length + 2;
  }
  return { blocks, chunks };
}

export const reading = { format: 'text', reader: 'text', readerVersion: 1, chunkerVersion: 1 } as const;

/** Writes a content of paragraphs whole. */
export function addContent(
  db: WritableDb,
  paragraphs: readonly string[],
  title: string | null = null,
  warnings: readonly string[] = [],
): number {
  const whole = paragraphs.join('\n\n');
  return insertContent(db, {
    ...reading,
    ...contentParts(title, paragraphs),
    sha256: sha256(`${title ?? ''}\n${whole}`),
    sizeBytes: whole.length,
    title,
    pages: [],
    warnings,
    nowMs: 1,
  });
}

/** A searchable document of paragraphs. Returns its id. */
export function addDocument(
  db: WritableDb,
  sourceId: number,
  name: string,
  paragraphs: readonly string[],
  title: string | null = null,
): number {
  const version = { sizeBytes: paragraphs.join('').length, modifiedAtMs: 5 };
  const documentId = insertQueuedDocument(db, { sourceId, relativePath: name, name: name.split('/').at(-1) ?? name, ...version, nowMs: 1 });
  attachContent(db, documentId, addContent(db, paragraphs, title), { ...version, nowMs: 2 });
  return documentId;
}
