import type { Answer, Citation, Passage } from '../../shared/domain/answer.ts';
import type { SavedQuestion } from '../../shared/domain/library-check.ts';
import type { Place, Span } from '../../shared/domain/place.ts';
import type { PreferenceStore } from './preferences.ts';
import { createStore, type Readable } from './store.ts';

/** What the source pane shows: a document, and where it was opened from an answer, the citation in its order. */
export interface OpenSource {
  readonly documentId: number;
  readonly documentName: string;
  readonly span: Span | null;
  readonly place: Place | null;
  readonly quote: string | null;
  /** What was asked when this was found, so that it can be understood by itself; null where nothing was. */
  readonly question: string | null;
  /** When the answer was asked for that the quote is from. */
  readonly writtenAtMs: number | null;
  readonly answerId: number | null;
  readonly citations: readonly Citation[];
  readonly index: number;
  /** Grows with every opening, so that opening the same place again points at it again. */
  readonly visit: number;
}

export interface Reading extends Readable<OpenSource | null> {
  openCitation(
    answer: Pick<Answer, 'id' | 'createdAtMs' | 'question'>,
    citations: readonly Citation[],
    index: number,
    nameOf: (citation: Citation) => string,
  ): void;
  openPassage(passage: Passage, writtenAtMs: number, question?: string): void;
  /** Opens the place of a saved question that is still in the library. */
  openSaved(question: SavedQuestion): void;
  openDocument(documentId: number, documentName: string): void;
  /** Moves to the next (+1) or previous (-1) citation of the answer; stops at the ends. */
  step(by: 1 | -1): void;
  close(): void;
}

/** Opened from elsewhere than a citation. */
const alone = { answerId: null, citations: [], index: -1 };

/** The open source and the pane around it. */
export function createReading(preferences: PreferenceStore): Reading {
  const store = createStore<OpenSource | null>(null);
  let nameOf: (citation: Citation) => string = () => '';
  let visit = 0;
  const open = (source: Omit<OpenSource, 'visit'>) => {
    visit += 1;
    store.set({ ...source, visit });
    preferences.change({ sourcePane: 'shown' });
  };
  const openAt = (source: Pick<OpenSource, 'answerId' | 'writtenAtMs' | 'question' | 'citations'>, index: number) => {
    const citation = source.citations[index];
    if (!citation) return;
    const { span, place, quote } = citation;
    open({ ...source, documentId: span.documentId, documentName: nameOf(citation), span, place, quote, index });
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    openCitation(answer, citations, index, name) {
      nameOf = name;
      openAt({ answerId: answer.id, writtenAtMs: answer.createdAtMs, question: answer.question, citations }, index);
    },
    openPassage: ({ span, documentName, place, text }, writtenAtMs, question) =>
      open({ ...alone, documentId: span.documentId, documentName, span, place, quote: text, writtenAtMs, question: question ?? null }),
    openSaved({ documentId, documentName, span, place, quote, createdAtMs, question }) {
      if (documentId !== null) open({ ...alone, documentId, documentName, span, place, quote, writtenAtMs: createdAtMs, question });
    },
    openDocument: (documentId, documentName) =>
      open({ ...alone, documentId, documentName, span: null, place: null, quote: null, writtenAtMs: null, question: null }),
    step(by) {
      const now = store.get();
      if (!now || now.answerId === null) return;
      const index = now.index + by;
      if (index >= 0 && index < now.citations.length) openAt(now, index);
    },
    close() {
      store.set(null);
      preferences.change({ sourcePane: 'hidden' });
    },
  };
}
