import { join } from 'node:path';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { insertAnswer, updateAnswer } from '../../src/engine/store/answers.ts';
import { textOfSpan } from '../../src/engine/store/blocks.ts';
import { ensureDefaultCollection } from '../../src/engine/store/collections.ts';
import { listDocuments } from '../../src/engine/store/documents.ts';
import { openLibrary, type Library } from '../../src/engine/store/open.ts';
import { placesOf } from '../../src/engine/store/places.ts';
import { insertThread } from '../../src/engine/store/threads.ts';
import type { Citation, Passage } from '../../src/shared/domain/answer.ts';
import type { Document } from '../../src/shared/domain/document.ts';
import type { Place } from '../../src/shared/domain/place.ts';
import { checkDocument } from './check-document.ts';
import { type CorpusFile, type Manifest } from './manifest.ts';

/** A phrase with the mark in the window that cites it. */
export interface CitedPhrase {
  /** What the mark shows. */
  number: number;
  file: string;
  format: string;
  text: string;
  place: Place;
  password: string | null;
}

const THREAD = 'Every phrase of the corpus';
const MOST_WORDS_OF_A_PICTURE = 5;

interface Cited extends CitedPhrase {
  document: Document;
  start: number;
  end: number;
}

/** Pictures have no phrases in a manifest: the first words that were recognised stand for one. */
function firstWords(library: Library, document: Document): { text: string; start: number; end: number; place: Place }[] {
  const text = textOfSpan(library.read, document.id, 0, 400);
  const words = new RegExp(`(?:\\S+\\s+){0,${MOST_WORDS_OF_A_PICTURE - 1}}\\S+`, 'u').exec(text);
  if (!words) return [];
  const [start, end] = [words.index, words.index + words[0].length];
  const [place] = placesOf(library.read, { documentId: document.id, start, end });
  return place ? [{ text: words[0], start, end, place }] : [];
}

function phrasesIn(library: Library, document: Document, file: CorpusFile) {
  if (file.expect !== 'text') return [];
  if (file.phrases.length === 0) return firstWords(library, document);
  return checkDocument(library.read, document.id, file).found.map(({ phrase, ...range }) => ({ text: phrase.text, ...range }));
}

/**
 * Puts one thread into the library of a corpus that was read: an answer for each file, which cites every phrase of the
 * manifest that was found, as a model's answer would.
 */
export function citePhrases(libraryDir: string, manifest: Manifest): CitedPhrase[] {
  const library = openLibrary({ path: join(libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
  const nowMs = systemClock.nowMs();
  const collectionId = library.transaction((db) => ensureDefaultCollection(db, nowMs));
  const threadId = library.transaction((db) => insertThread(db, { collectionId, title: THREAD, nowMs }));
  const { documents } = listDocuments(library.read, { collectionId, sort: 'name', descending: false, offset: 0, limit: 500 });
  const all: CitedPhrase[] = [];
  for (const file of manifest.files) {
    const document = documents.find(({ relativePath }) => relativePath === file.file);
    if (!document) continue;
    const cited = phrasesIn(library, document, file).map(({ text, place, ...range }, at): Cited => {
      const { format } = document;
      return {
        number: all.length + at + 1,
        file: file.file,
        format: format ?? file.kind,
        text,
        place,
        password: file.password ?? null,
        document,
        ...range,
      };
    });
    if (cited.length === 0) continue;
    library.transaction((db) => {
      const id = insertAnswer(db, { threadId, question: `What stands in ${file.file}?`, nowMs });
      updateAnswer(db, id, { kind: 'generated', state: 'done', ...answerOf(library, cited) });
    });
    all.push(...cited.map(({ document: _document, start: _start, end: _end, ...phrase }) => phrase));
  }
  library.close();
  return all;
}

function answerOf(library: Library, cited: readonly Cited[]): { text: string; passages: Passage[]; citations: Citation[] } {
  let text = '';
  const passages: Passage[] = [];
  const citations: Citation[] = [];
  for (const { number, document, start, end, place } of cited) {
    const sentenceStart = text.length;
    text += `This is said in place ${number}. `;
    const span = { documentId: document.id, start, end };
    const quote = textOfSpan(library.read, document.id, start, end);
    passages.push({ number, chunkId: number, span, documentName: document.name, headingPath: [], text: quote, place });
    citations.push({ offset: text.length - 1, sentenceStart, passageNumber: number, span, place, quote });
  }
  return { text, passages, citations };
}
