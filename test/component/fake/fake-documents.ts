import { engineContract } from '../../../src/shared/contract/engine.ts';
import type { Document } from '../../../src/shared/domain/document.ts';
import type { EngineChange } from '../../../src/shared/domain/event.ts';
import type { OcrStatus } from '../../../src/shared/domain/ocr.ts';
import { outcomeOf } from '../../../src/shared/domain/outcome.ts';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';
import type { FakeLibrary } from './fake-engine.ts';

const os = implementContract(engineContract);

/** What handlers over a pretended library share. */
export interface Within {
  readonly library: FakeLibrary;
  /** Notes the call, and fails it where a test asked for that. */
  enter(method: string): void;
  find<T extends { id: number }>(list: T[], id: number): T;
  emit(change: EngineChange): void;
}

/** The documents of a pretended library. */
export function fakeDocuments({ library, enter, find, emit }: Within) {
  const changeDocument = (documentId: number, part: Partial<Document>): Document => {
    const changed = { ...find(library.documents, documentId), ...part };
    const document = { ...changed, outcome: outcomeOf(changed) };
    library.documents = library.documents.map((other) => (other.id === documentId ? document : other));
    emit({ type: 'documents-changed', collectionId: document.collectionId });
    return document;
  };
  return {
    list: os.documents.list.handler(({ input }) => {
      enter('documents.list');
      const filter = input.filter?.toLowerCase() ?? '';
      const found = library.documents
        .filter(
          (document) =>
            document.collectionId === input.collectionId &&
            (input.sourceId === undefined || document.sourceId === input.sourceId) &&
            (input.state === undefined || document.state === input.state) &&
            (input.outcome === undefined || document.outcome === input.outcome) &&
            document.name.toLowerCase().includes(filter),
        )
        .toSorted(
          (a, b) => (input.sort === 'size' ? a.sizeBytes - b.sizeBytes : a.name.localeCompare(b.name)) * (input.descending ? -1 : 1),
        );
      return { documents: found.slice(input.offset, input.offset + input.limit), total: found.length };
    }),
    get: os.documents.get.handler(({ input }) => {
      enter('documents.get');
      return find(library.documents, input.documentId);
    }),
    outcomes: os.documents.outcomes.handler(({ input }) => {
      const here = library.documents.filter(
        ({ collectionId, sourceId }) =>
          collectionId === input.collectionId && (input.sourceId === undefined || sourceId === input.sourceId),
      );
      const known = [...new Set(here.map(({ outcome }) => outcome))].filter((outcome) => outcome !== null);
      return known.map((outcome) => ({ outcome, documents: here.filter((document) => document.outcome === outcome).length }));
    }),
    retry: os.documents.retry.handler(({ input }) => {
      enter('documents.retry');
      return changeDocument(input.documentId, { state: 'queued', error: null });
    }),
    givePassword: os.documents.givePassword.handler(({ input }) => {
      enter(input.remember ? 'documents.givePassword remembered' : 'documents.givePassword');
      const fits = library.passwords.get(input.documentId) === input.password;
      const { name } = find(library.documents, input.documentId);
      const wrong = toErrorData(new AppError('read-wrong-password', 'It does not open it.', { details: { subject: name } }));
      setTimeout(
        () =>
          changeDocument(input.documentId, fits ? { state: 'searchable', error: null, indexedAtMs: 1 } : { state: 'failed', error: wrong }),
        5,
      );
      return changeDocument(input.documentId, { state: 'queued', error: null });
    }),
    recogniseText: os.documents.recogniseText.handler(({ input }) => {
      enter('documents.recogniseText');
      return find(library.documents, input.documentId);
    }),
    exclude: os.documents.exclude.handler(({ input }) => {
      enter('documents.exclude');
      const { collectionId } = find(library.documents, input.documentId);
      library.documents = library.documents.filter(({ id, parentId }) => id !== input.documentId && parentId !== input.documentId);
      emit({ type: 'documents-changed', collectionId });
    }),
    blocks: os.documents.blocks.handler(({ input }) => {
      enter(`documents.blocks ${input.fromOrdinal}`);
      const blocks = library.blocks.get(input.documentId) ?? [];
      return { blocks: blocks.slice(input.fromOrdinal, input.fromOrdinal + input.limit), total: blocks.length };
    }),
    pages: os.documents.pages.handler(({ input }) => library.pages.get(input.documentId) ?? []),
    places: os.documents.places.handler(({ input }) => library.places.get(input.documentId) ?? []),
    bytes: os.documents.bytes.handler(({ input }) => {
      enter('documents.bytes');
      const bytes = library.bytes.get(input.documentId);
      if (!bytes) throw new AppError('document-changed', 'The file has changed.', { details: { subject: 'the file' } });
      return { totalBytes: bytes.byteLength, bytes: new Blob([bytes.slice(input.start, input.end)]) };
    }),
  };
}

/** Recognition of text that only keeps what it is told. */
export function fakeRecognition({ library, enter, emit }: Within) {
  const changeOcr = (part: Partial<OcrStatus>): OcrStatus => {
    library.ocr = { ...library.ocr, ...part };
    emit({ type: 'ocr-changed', status: library.ocr });
    return library.ocr;
  };
  return {
    status: os.ocr.status.handler(() => library.ocr),
    setPaused: os.ocr.setPaused.handler(({ input }) => changeOcr({ isPaused: input.paused })),
    setLanguages: os.ocr.setLanguages.handler(({ input }) =>
      changeOcr({
        languages: library.ocr.languages.map((language) => ({ ...language, isChosen: input.languages.includes(language.code) })),
      }),
    ),
    addLanguages: os.ocr.addLanguages.handler(({ input }) => {
      enter(`ocr.addLanguages ${input.grantId}`);
      return changeOcr({ languages: [...library.ocr.languages, { code: 'fra', name: 'French', isInstalled: true, isChosen: false }] });
    }),
  };
}
