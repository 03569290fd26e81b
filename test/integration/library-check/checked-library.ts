import { createLibraryChecks, type LibraryChecks } from '../../../src/engine/retrieval/library-check/library-checks.ts';
import { pointedPlace } from '../../../src/engine/retrieval/library-check/saved-place.ts';
import { createRetrieval, type Retrieval } from '../../../src/engine/retrieval/retrieval.ts';
import { insertContent } from '../../../src/engine/store/contents.ts';
import { attachContent } from '../../../src/engine/store/documents.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { insertSavedQuestion } from '../../../src/engine/store/saved-questions.ts';
import type { EngineChange } from '../../../src/shared/domain/event.ts';
import type { CheckedQuestion } from '../../../src/shared/domain/library-check.ts';
import { fixedModels } from '../answering/fixed-models.ts';
import { contentParts, reading, sha256 } from '../store/sample-content.ts';
import { openTestLibrary, tempLibrary, testClock, testLogger, type TestLogger } from '../store/temp-library.ts';

export interface CheckedLibrary {
  readonly library: Library;
  readonly collectionId: number;
  readonly sourceId: number;
  readonly checks: LibraryChecks;
  readonly changes: EngineChange[];
  readonly logger: TestLogger;
  /** What the next searches go through; the library's own retrieval by default. */
  search: Retrieval['search'];
  /** Saves a question with the words `quote` of a document. */
  save(question: string, documentId: number, quote: string): Promise<number>;
  /** Runs a check to its end, and gives what became of each question. */
  check(): Promise<CheckedQuestion[]>;
  /** Closes it and opens it anew, as the next life of the engine does. */
  next(version?: string): Promise<CheckedLibrary>;
}

function over(opened: { library: Library; path: string; collectionId: number; sourceId: number }, version: string): CheckedLibrary {
  const { library, collectionId, sourceId } = opened;
  const clock = testClock();
  const logger = testLogger();
  const models = fixedModels();
  const retrieval = createRetrieval({ library, models, clock, logger });
  const changes: EngineChange[] = [];
  const checked: CheckedLibrary = {
    library,
    collectionId,
    sourceId,
    changes,
    logger,
    search: retrieval.search,
    checks: createLibraryChecks({
      library,
      retrieval: { search: (request, callOptions) => checked.search(request, callOptions) },
      models,
      embeddings: { currentModelId: () => null },
      version,
      clock,
      logger,
      emit: (change) => void changes.push(change),
    }),
    async save(question, documentId, quote) {
      const span = { documentId, start: 0, end: 1 };
      const place = await pointedPlace(library.read, collectionId, { kind: 'span', span, quote });
      return library.transaction((db) => insertSavedQuestion(db, { collectionId, question, place, nowMs: 1 }));
    },
    async check() {
      const { id } = checked.checks.start(collectionId);
      await checked.checks.whenIdle();
      return checked.checks.report(id, null).questions;
    },
    async next(nextVersion = version) {
      await checked.checks.dispose();
      library.close();
      return over({ ...opened, library: openTestLibrary(opened.path) }, nextVersion);
    },
  };
  return checked;
}

/** An empty library with its checks, over the real retrieval. */
export const checkedLibrary = (): CheckedLibrary => over(tempLibrary(), '1.0.0');

/** Gives a document a new version, in which `perChunk` paragraphs make one chunk. */
export function reread(library: Library, documentId: number, paragraphs: readonly string[], perChunk = 1): void {
  const { blocks, chunks } = contentParts(null, paragraphs);
  const merged = Array.from({ length: Math.ceil(chunks.length / perChunk) }, (_, ordinal) => {
    const part = chunks.slice(ordinal * perChunk, (ordinal + 1) * perChunk);
    const text = paragraphs.slice(ordinal * perChunk, (ordinal + 1) * perChunk).join('\n\n');
    const [start, end] = [part[0]?.start ?? 0, part.at(-1)?.end ?? 0];
    return { ordinal, start, end, tokenCount: text.length, headingPath: [], tableHeader: null, embedText: text, embedHash: sha256(text) };
  });
  const whole = paragraphs.join('\n\n');
  library.transaction((db) => {
    const content = { ...reading, chunkerVersion: perChunk, blocks, chunks: merged, sha256: sha256(whole), sizeBytes: whole.length };
    const contentId = insertContent(db, { ...content, title: null, pages: [], nowMs: 1 });
    attachContent(db, documentId, contentId, { sizeBytes: whole.length, modifiedAtMs: 6, nowMs: 3 });
  });
}
