import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { chunkDocument } from '../../../src/engine/ingestion/chunking/chunk-document.ts';
import type { EmbeddingModel } from '../../../src/engine/providers/specification.ts';
import { ensureDefaultCollection, listCollections } from '../../../src/engine/store/collections.ts';
import { insertContent, type ContentBlock } from '../../../src/engine/store/contents.ts';
import { attachContent, insertQueuedDocument } from '../../../src/engine/store/documents.ts';
import { insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel } from '../../../src/engine/store/embeddings.ts';
import { openLibrary, type Library } from '../../../src/engine/store/open.ts';
import { insertSource } from '../../../src/engine/store/sources.ts';

export interface TextDocument {
  name: string;
  title?: string;
  /** Paragraphs; the first ones of a text file. */
  paragraphs: readonly string[];
}

export interface TextLibrary {
  library: Library;
  path: string;
  collectionId: number;
  /** Reads and chunks as ingestion does, without files. Returns the document's id. */
  add(document: TextDocument): number;
  /** Makes the vectors of everything that has none. */
  embed(model: EmbeddingModel): Promise<void>;
  dispose(): void;
}

function blocksOf(paragraphs: readonly string[]): ContentBlock[] {
  let start = 0;
  let line = 1;
  return paragraphs.map((text) => {
    const lines = text.split('\n').length;
    const place = { start, page: null, lineStart: line, lineEnd: line + lines - 1 };
    start += text.length + 2;
    line += lines + 1;
    return { kind: 'paragraph' as const, level: null, text, headingPath: [], words: [], locator: null, ...place };
  });
}

/** A real library in a temporary folder, filled with texts instead of files. */
export function createTextLibrary(): TextLibrary {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-texts-'));
  const path = join(folder, 'library.db');
  const library = openLibrary({ path, clock: systemClock, logger: silentLogger });
  const nowMs = 1_700_000_000_000;
  const { collectionId, sourceId } = library.transaction((db) => {
    ensureDefaultCollection(db, nowMs);
    const id = listCollections(db)[0]?.id ?? 0;
    return { collectionId: id, sourceId: insertSource(db, { collectionId: id, kind: 'folder', path: folder, name: 'texts', nowMs }) };
  });
  let count = 0;
  return {
    library,
    path,
    collectionId,
    add({ name, title, paragraphs }) {
      const blocks = blocksOf(paragraphs);
      const bytes = paragraphs.join('\n\n');
      const sha256 = createHash('sha256')
        .update(`${title ?? ''}\0${bytes}`)
        .digest('hex');
      const chunks = chunkDocument(blocks, { title: title ?? null });
      count += 1;
      const relativePath = `${count}/${name}`;
      return library.transaction((db) => {
        const version = { sizeBytes: bytes.length, modifiedAtMs: nowMs };
        const id = insertQueuedDocument(db, { sourceId, relativePath, name, ...version, nowMs });
        const identity = { sha256, reader: 'text', readerVersion: 1, chunkerVersion: 1 };
        const content = {
          ...identity,
          format: 'text' as const,
          title: title ?? null,
          nowMs,
          sizeBytes: bytes.length,
          pages: [],
          blocks,
          chunks,
        };
        attachContent(db, id, insertContent(db, content), { ...version, nowMs });
        return id;
      });
    },
    async embed(model) {
      const { identity, name, dimensions } = model;
      const modelId = library.transaction((db) => registerEmbeddingModel(db, { identity, name, dimensions }));
      for (;;) {
        const batch = nextChunksToEmbed(library.read, modelId, 32);
        if (batch.length === 0) return;
        // oxlint-disable-next-line no-await-in-loop
        const vectors = await model.embed(
          batch.map((chunk) => chunk.embedText),
          'passage',
        );
        const embeddings = batch.map(({ embedHash }, index) => ({ embedHash, vector: vectors[index] ?? new Float32Array(dimensions) }));
        library.transaction((db) => insertEmbeddings(db, modelId, embeddings));
      }
    },
    dispose() {
      library.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
