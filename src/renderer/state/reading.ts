import type { Answer, Citation, Passage } from '../../shared/domain/answer.ts';
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
    answer: Pick<Answer, 'id' | 'createdAtMs'>,
    citations: readonly Citation[],
    index: number,
    nameOf: (citation: Citation) => string,
  ): void;
  openPassage(passage: Passage, writtenAtMs: number): void;
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
  const openAt = (answerId: number, writtenAtMs: number | null, citations: readonly Citation[], index: number) => {
    const citation = citations[index];
    if (!citation) return;
    const { span, place, quote } = citation;
    open({ documentId: span.documentId, documentName: nameOf(citation), span, place, quote, writtenAtMs, answerId, citations, index });
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    openCitation(answer, citations, index, name) {
      nameOf = name;
      openAt(answer.id, answer.createdAtMs, citations, index);
    },
    openPassage: ({ span, documentName, place, text }, writtenAtMs) =>
      open({ ...alone, documentId: span.documentId, documentName, span, place, quote: text, writtenAtMs }),
    openDocument: (documentId, documentName) =>
      open({ ...alone, documentId, documentName, span: null, place: null, quote: null, writtenAtMs: null }),
    step(by) {
      const now = store.get();
      if (!now || now.answerId === null) return;
      const index = now.index + by;
      if (index >= 0 && index < now.citations.length) openAt(now.answerId, now.writtenAtMs, now.citations, index);
    },
    close() {
      store.set(null);
      preferences.change({ sourcePane: 'hidden' });
    },
  };
}
