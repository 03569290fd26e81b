import { engineContract } from '../../../src/shared/contract/engine.ts';
import type { Answer, AnswerEvent, AnswerPart, Thread } from '../../../src/shared/domain/answer.ts';
import type { Document, DocumentBlock, PageSize } from '../../../src/shared/domain/document.ts';
import type { EngineChange, EngineEvent } from '../../../src/shared/domain/event.ts';
import type { ModelRole, ModelStatus } from '../../../src/shared/domain/model.ts';
import type { Collection, Source } from '../../../src/shared/domain/source.ts';
import type { OcrStatus } from '../../../src/shared/domain/ocr.ts';
import { outcomeOf } from '../../../src/shared/domain/outcome.ts';
import type { Place } from '../../../src/shared/domain/place.ts';
import { AppError, toErrorData } from '../../../src/shared/errors.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';
import { createFeed, type Feed } from './feed.ts';
import { coverageOf, kept } from './kept.ts';
import { answerOf, emptyModels, ocrOf, sourceOf } from './samples.ts';

/** The contents of a pretended library. Tests change it and say so with `emit`. */
export interface FakeLibrary {
  collections: Collection[];
  sources: Source[];
  documents: Document[];
  threads: Thread[];
  answers: Answer[];
  models: ModelStatus[];
  blocks: Map<number, DocumentBlock[]>;
  pages: Map<number, PageSize[]>;
  bytes: Map<number, Uint8Array<ArrayBuffer>>;
  /** Places of every span of a document. */
  places: Map<number, Place[]>;
  ocr: OcrStatus;
  /** Passwords that open a document. */
  passwords: Map<number, string>;
}

export interface FakeEngine {
  readonly library: FakeLibrary;
  readonly router: ReturnType<typeof build>;
  epoch: string;
  emit(change: EngineChange): void;
  /** Sends a part of a running answer. */
  push(answerId: number, part: AnswerPart): void;
  /** Called with every question asked. */
  onAsk: (answerId: number, question: string) => void;
  /** When set, the next call of this method fails with it. */
  fail(method: string, error: AppError): void;
  readonly calls: string[];
}

export function emptyLibrary(): FakeLibrary {
  return {
    collections: [{ id: 1, name: 'My documents', createdAtMs: Date.now(), sourceCount: 0, documentCount: 0 }],
    sources: [],
    documents: [],
    threads: [],
    answers: [],
    models: emptyModels(),
    blocks: new Map(),
    pages: new Map(),
    bytes: new Map(),
    places: new Map(),
    ocr: ocrOf(),
    passwords: new Map(),
  };
}

const os = implementContract(engineContract);

interface Inside {
  readonly library: FakeLibrary;
  readonly changes: Feed<EngineEvent>;
  readonly answers: Map<number, Feed<AnswerEvent>>;
  readonly failures: Map<string, AppError>;
  readonly calls: string[];
  fake: FakeEngine;
}

function build(inside: Inside) {
  const { library, changes, answers, failures, calls } = inside;
  const enter = (method: string) => {
    calls.push(method);
    const failure = failures.get(method);
    if (failure) {
      failures.delete(method);
      throw failure;
    }
  };
  const find = <T extends { id: number }>(list: T[], id: number): T => {
    const found = list.find((item) => item.id === id);
    if (!found) throw new AppError('not-found', 'It is not there.');
    return found;
  };
  const changeSource = (sourceId: number, part: Partial<Source>): Source => {
    const source = { ...find(library.sources, sourceId), ...part };
    library.sources = library.sources.map((other) => (other.id === sourceId ? source : other));
    inside.fake.emit({ type: 'source-changed', source });
    return source;
  };
  const changeModel = (role: ModelRole, part: Partial<ModelStatus>): ModelStatus => {
    library.models = library.models.map((status) => (status.role === role ? { ...status, ...part } : status));
    const status = library.models.find((candidate) => candidate.role === role) as ModelStatus;
    inside.fake.emit({ type: 'model-changed', status });
    return status;
  };

  const changeDocument = (documentId: number, part: Partial<Document>): Document => {
    const changed = { ...find(library.documents, documentId), ...part };
    const document = { ...changed, outcome: outcomeOf(changed) };
    library.documents = library.documents.map((other) => (other.id === documentId ? document : other));
    inside.fake.emit({ type: 'documents-changed', collectionId: document.collectionId });
    return document;
  };
  const changeOcr = (part: Partial<OcrStatus>): OcrStatus => {
    library.ocr = { ...library.ocr, ...part };
    inside.fake.emit({ type: 'ocr-changed', status: library.ocr });
    return library.ocr;
  };

  return os.router({
    system: {
      info: os.system.info.handler(() => {
        enter('system.info');
        return {
          version: '0.1.0',
          protocol: 1,
          epoch: inside.fake.epoch,
          libraryPath: '/library',
          sqliteVersion: '3.53',
          nodeVersion: '24',
        };
      }),
      doctor: os.system.doctor.handler(() => []),
      events: os.system.events.handler(async function* ({ input, signal }) {
        const { epoch } = inside.fake;
        const resumes = input?.epoch === epoch;
        if (!resumes) yield { epoch, seq: changes.last, change: { type: 'reset' as const } };
        yield* changes.after(resumes && input ? input.seq : changes.last, signal);
      }),
    },
    collections: {
      list: os.collections.list.handler(() => {
        enter('collections.list');
        return library.collections;
      }),
      create: os.collections.create.handler(({ input }) => {
        const made = { id: library.collections.length + 1, name: input.name, createdAtMs: Date.now(), sourceCount: 0, documentCount: 0 };
        library.collections = [...library.collections, made];
        return made;
      }),
      rename: os.collections.rename.handler(({ input }) => {
        library.collections = library.collections.map((other) =>
          other.id === input.collectionId ? { ...other, name: input.name } : other,
        );
        return find(library.collections, input.collectionId);
      }),
      remove: os.collections.remove.handler(({ input }) => {
        library.collections = library.collections.filter(({ id }) => id !== input.collectionId);
      }),
      coverage: os.collections.coverage.handler(({ input }) => coverageOf(library, input.collectionId)),
    },
    sources: {
      list: os.sources.list.handler(({ input }) => library.sources.filter(({ collectionId }) => collectionId === input.collectionId)),
      add: os.sources.add.handler(({ input }) => {
        enter('sources.add');
        const source = sourceOf(library.sources.length + 1, { collectionId: input.collectionId, name: input.grantId, state: 'scanning' });
        library.sources = [...library.sources, source];
        inside.fake.emit({ type: 'source-changed', source });
        return source;
      }),
      rescan: os.sources.rescan.handler(({ input }) => changeSource(input.sourceId, { state: 'scanning' })),
      pause: os.sources.pause.handler(({ input }) => changeSource(input.sourceId, { state: 'paused' })),
      resume: os.sources.resume.handler(({ input }) => changeSource(input.sourceId, { state: 'ingesting' })),
      cancel: os.sources.cancel.handler(({ input }) => changeSource(input.sourceId, { state: 'idle' })),
      setRules: os.sources.setRules.handler(({ input }) => {
        enter('sources.setRules');
        return changeSource(input.sourceId, { rules: input.rules, state: 'scanning' });
      }),
      remove: os.sources.remove.handler(({ input }) => {
        enter('sources.remove');
        library.sources = library.sources.filter(({ id }) => id !== input.sourceId);
      }),
    },
    documents: {
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
            changeDocument(
              input.documentId,
              fits ? { state: 'searchable', error: null, indexedAtMs: 1 } : { state: 'failed', error: wrong },
            ),
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
        inside.fake.emit({ type: 'documents-changed', collectionId });
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
    },
    search: {
      query: os.search.query.handler(({ input }) => ({
        hits: [],
        coverage: coverageOf(library, input.collectionId),
        warnings: [],
        stages: [],
      })),
    },
    threads: {
      list: os.threads.list.handler(({ input }) => library.threads.filter(({ collectionId }) => collectionId === input.collectionId)),
      rename: os.threads.rename.handler(({ input }) => {
        library.threads = library.threads.map((other) => (other.id === input.threadId ? { ...other, title: input.title } : other));
        return find(library.threads, input.threadId);
      }),
      remove: os.threads.remove.handler(({ input }) => {
        enter('threads.remove');
        library.threads = library.threads.filter(({ id }) => id !== input.threadId);
      }),
      answers: os.threads.answers.handler(({ input }) => {
        enter('threads.answers');
        find(library.threads, input.threadId);
        return library.answers.filter(({ threadId }) => threadId === input.threadId);
      }),
    },
    answers: {
      ask: os.answers.ask.handler(({ input }) => {
        enter('answers.ask');
        const now = Date.now();
        const threadId = input.threadId ?? library.threads.length + 1;
        if (input.threadId === null) {
          const thread = {
            id: threadId,
            collectionId: input.collectionId,
            title: input.question,
            createdAtMs: now,
            updatedAtMs: now,
            answerCount: 1,
          };
          library.threads = [...library.threads, thread];
          inside.fake.emit({ type: 'threads-changed' });
        }
        const answerId = library.answers.length + 1;
        library.answers = [...library.answers, answerOf(answerId, { threadId, question: input.question, state: 'running' })];
        answers.set(answerId, createFeed());
        queueMicrotask(() => inside.fake.onAsk(answerId, input.question));
        return { threadId, answerId };
      }),
      stream: os.answers.stream.handler(async function* ({ input, signal }) {
        const feed = answers.get(input.answerId);
        if (!feed) return;
        for await (const event of feed.after(input.after, signal)) {
          yield event;
          if (event.part.type === 'finish') return;
        }
      }),
      cancel: os.answers.cancel.handler(({ input }) => {
        enter('answers.cancel');
        inside.fake.push(input.answerId, { type: 'finish', state: 'cancelled', receipt: null, error: null });
      }),
      get: os.answers.get.handler(({ input }) => find(library.answers, input.answerId)),
    },
    models: {
      list: os.models.list.handler(() => library.models),
      set: os.models.set.handler(({ input }) =>
        changeModel(
          input.role,
          input.grantId === null
            ? { state: 'not-set', fileName: null, displayPath: null, facts: null, error: null }
            : { state: 'loading', fileName: input.grantId, displayPath: `/models/${input.grantId}`, loadProgress: 0.1, error: null },
        ),
      ),
      load: os.models.load.handler(({ input }) => changeModel(input.role, { state: 'loading', loadProgress: 0 })),
      unload: os.models.unload.handler(({ input }) => changeModel(input.role, { state: 'idle', facts: null })),
    },
    ocr: {
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
    },
    ledger: { receipts: os.ledger.receipts.handler(() => []) },
  });
}

/** The engine's side of the contract over a library in memory. */
export function createFakeEngine(library: FakeLibrary = emptyLibrary()): FakeEngine {
  const inside: Inside = { library, changes: createFeed(), answers: new Map(), failures: new Map(), calls: [], fake: undefined as never };
  const fake: FakeEngine = {
    library,
    router: build(inside),
    epoch: 'first',
    emit: (change) => inside.changes.add((seq) => ({ epoch: fake.epoch, seq, change })),
    push(answerId, part) {
      const feed = inside.answers.get(answerId) ?? createFeed<AnswerEvent>();
      inside.answers.set(answerId, feed);
      feed.add((seq) => ({ seq, part }));
      library.answers = library.answers.map((answer) => (answer.id === answerId ? kept(answer, part) : answer));
    },
    onAsk: () => {},
    fail: (method, error) => inside.failures.set(method, error),
    calls: inside.calls,
  };
  inside.fake = fake;
  return fake;
}
