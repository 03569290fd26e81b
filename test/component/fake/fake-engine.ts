import { engineContract } from '../../../src/shared/contract/engine.ts';
import type { Answer, AnswerEvent, AnswerPart, Thread } from '../../../src/shared/domain/answer.ts';
import type { Document, DocumentBlock, PageSize } from '../../../src/shared/domain/document.ts';
import type { EngineChange, EngineEvent } from '../../../src/shared/domain/event.ts';
import type { ModelRole, ModelStatus } from '../../../src/shared/domain/model.ts';
import type { Collection, Source } from '../../../src/shared/domain/source.ts';
import type { OcrStatus } from '../../../src/shared/domain/ocr.ts';
import type { PowerStatus } from '../../../src/shared/domain/power.ts';
import type { Place } from '../../../src/shared/domain/place.ts';
import { everyDocument } from '../../../src/shared/domain/scope.ts';
import { AppError } from '../../../src/shared/errors.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';
import { fakeDocuments, fakeRecognition, type Within } from './fake-documents.ts';
import { fakeLibraryChecks, noChecks, type FakeChecks } from './fake-library-checks.ts';
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
  power: PowerStatus;
  /** Passwords that open a document. */
  passwords: Map<number, string>;
  libraryChecks: FakeChecks;
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
    power: { isOnBattery: false, fullSpeedOnBattery: false },
    passwords: new Map(),
    libraryChecks: noChecks(),
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

  const within: Within = { library, enter, find, emit: (change) => inside.fake.emit(change) };

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
    documents: fakeDocuments(within),
    search: {
      query: os.search.query.handler(({ input }) => ({
        query: { text: input.query, filter: everyDocument, unknown: [], corrections: [] },
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
    ...fakeLibraryChecks(within),
    ocr: fakeRecognition(within),
    power: {
      status: os.power.status.handler(() => library.power),
      setFullSpeed: os.power.setFullSpeed.handler(({ input }) => (library.power = { ...library.power, ...input })),
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
