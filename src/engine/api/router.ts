import { type EngineContract, engineContract } from '../../shared/contract/engine.ts';
import { PROTOCOL_VERSION } from '../../shared/contract/base.ts';
import { type ContractRouter, implementContract } from '../../shared/rpc/serve.ts';
import { getAnswer, listAnswers } from '../store/answers.ts';
import { getCollection, insertCollection, listCollections, renameCollection } from '../store/collections.ts';
import { listBlocks, listPages } from '../store/contents.ts';
import { coverageOf } from '../store/coverage.ts';
import { countOutcomes } from '../store/document-list.ts';
import { getDocument, listDocuments } from '../store/documents.ts';
import { placesOf } from '../store/places.ts';
import { listReceipts } from '../store/receipts.ts';
import { getThread, listThreads, removeThread, renameThread } from '../store/threads.ts';
import { readDocumentBytes } from './document-bytes.ts';
import { libraryCheckHandlers } from './library-check-handlers.ts';
import { runDoctor } from './doctor.ts';
import type { EngineParts } from './parts.ts';

/** Named, since what is inferred is longer than a declaration may be. */
export type EngineRouter = ContractRouter<EngineContract>;

/** The handlers of the engine's contract: thin adapters from a call to the room that does the work. */
export function createEngineRouter(parts: EngineParts): EngineRouter {
  const { library, ingestion, feed, clock } = parts;
  const os = implementContract(engineContract);
  const stopAnswers = (threadId: number): void => {
    for (const answer of listAnswers(library.read, threadId)) if (answer.state === 'running') parts.answering.cancel(answer.id);
  };

  const system = {
    info: os.system.info.handler(() => ({
      version: parts.version,
      protocol: PROTOCOL_VERSION,
      epoch: feed.epoch,
      libraryPath: parts.libraryDir,
      sqliteVersion: library.sqliteVersion,
      nodeVersion: process.versions.node,
    })),
    doctor: os.system.doctor.handler(({ signal }) => runDoctor({ ...parts, signal })),
    events: os.system.events.handler(({ input, signal }) => feed.subscribe(input, signal)),
  };

  const collections = {
    list: os.collections.list.handler(() => listCollections(library.read)),
    create: os.collections.create.handler(({ input }) => {
      const id = library.transaction((db) => insertCollection(db, { name: input.name, nowMs: clock.nowMs() }));
      feed.emit({ type: 'collections-changed' });
      return getCollection(library.read, id);
    }),
    rename: os.collections.rename.handler(({ input }) => {
      library.transaction((db) => renameCollection(db, input.collectionId, input.name));
      feed.emit({ type: 'collections-changed' });
      return getCollection(library.read, input.collectionId);
    }),
    remove: os.collections.remove.handler(async ({ input }) => {
      for (const thread of listThreads(library.read, input.collectionId)) stopAnswers(thread.id);
      await ingestion.removeCollection(input.collectionId);
      feed.emit({ type: 'threads-changed' });
    }),
    coverage: os.collections.coverage.handler(({ input }) =>
      coverageOf(library.read, input.collectionId, parts.embeddings.currentModelId()),
    ),
  };

  const sources = {
    list: os.sources.list.handler(({ input }) => ingestion.list(input.collectionId)),
    add: os.sources.add.handler(({ input }) =>
      ingestion.addSource({ collectionId: input.collectionId, path: parts.grants.take(input.grantId) }),
    ),
    rescan: os.sources.rescan.handler(({ input }) => ingestion.rescan(input.sourceId)),
    pause: os.sources.pause.handler(({ input }) => ingestion.pause(input.sourceId)),
    resume: os.sources.resume.handler(({ input }) => ingestion.resume(input.sourceId)),
    cancel: os.sources.cancel.handler(({ input }) => ingestion.cancel(input.sourceId)),
    remove: os.sources.remove.handler(async ({ input }) => {
      await ingestion.remove(input.sourceId);
    }),
    setRules: os.sources.setRules.handler(({ input }) => ingestion.setRules(input.sourceId, input.rules)),
  };

  const documents = {
    list: os.documents.list.handler(({ input }) => listDocuments(library.read, input)),
    outcomes: os.documents.outcomes.handler(({ input }) => countOutcomes(library.read, input)),
    get: os.documents.get.handler(({ input }) => getDocument(library.read, input.documentId)),
    givePassword: os.documents.givePassword.handler(({ input }) => ingestion.givePassword(input)),
    recogniseText: os.documents.recogniseText.handler(({ input }) => parts.ocr.recogniseText(input.documentId)),
    retry: os.documents.retry.handler(({ input }) => ingestion.retryDocument(input.documentId)),
    exclude: os.documents.exclude.handler(({ input }) => ingestion.excludeDocument(input.documentId)),
    blocks: os.documents.blocks.handler(({ input }) => listBlocks(library.read, input.documentId, input.fromOrdinal, input.limit)),
    pages: os.documents.pages.handler(({ input }) => listPages(library.read, input.documentId)),
    places: os.documents.places.handler(({ input }) => placesOf(library.read, input)),
    bytes: os.documents.bytes.handler(({ input }) => readDocumentBytes(parts, input)),
  };

  const ocr = {
    status: os.ocr.status.handler(() => parts.ocr.status()),
    setPaused: os.ocr.setPaused.handler(({ input }) => parts.ocr.setPaused(input.paused)),
    setLanguages: os.ocr.setLanguages.handler(({ input }) => parts.ocr.setLanguages(input.languages)),
    addLanguages: os.ocr.addLanguages.handler(({ input }) => parts.ocr.addLanguages(parts.grants.take(input.grantId))),
  };

  const power = {
    status: os.power.status.handler(() => parts.powerManners.status()),
    setFullSpeed: os.power.setFullSpeed.handler(({ input }) => parts.powerManners.setFullSpeed(input.fullSpeedOnBattery)),
  };

  const threads = {
    list: os.threads.list.handler(({ input }) => listThreads(library.read, input.collectionId)),
    rename: os.threads.rename.handler(({ input }) => {
      library.transaction((db) => renameThread(db, input.threadId, input.title));
      feed.emit({ type: 'threads-changed' });
      return getThread(library.read, input.threadId);
    }),
    remove: os.threads.remove.handler(({ input }) => {
      stopAnswers(input.threadId);
      library.transaction((db) => removeThread(db, input.threadId));
      feed.emit({ type: 'threads-changed' });
    }),
    answers: os.threads.answers.handler(({ input }) => listAnswers(library.read, input.threadId)),
  };

  const answers = {
    ask: os.answers.ask.handler(({ input }) => parts.answering.ask(input)),
    stream: os.answers.stream.handler(({ input, signal }) => parts.answering.stream(input.answerId, input.after, signal)),
    cancel: os.answers.cancel.handler(({ input }) => parts.answering.cancel(input.answerId)),
    get: os.answers.get.handler(({ input }) => getAnswer(library.read, input.answerId)),
  };

  const models = {
    list: os.models.list.handler(() => parts.models.status()),
    set: os.models.set.handler(async ({ input }) => {
      const status = await parts.models.set(input.role, input.grantId === null ? null : parts.grants.take(input.grantId));
      if (input.grantId === null) return status;
      // Not awaited: the window follows the load through `model-changed`, its failure included.
      parts.models.load(input.role).catch(() => undefined);
      return parts.models.status().find((one) => one.role === input.role) ?? status;
    }),
    load: os.models.load.handler(({ input }) => parts.models.load(input.role)),
    unload: os.models.unload.handler(({ input }) => parts.models.unload(input.role)),
  };

  return os.router({
    system,
    collections,
    sources,
    documents,
    ocr,
    power,
    search: { query: os.search.query.handler(({ input, signal }) => parts.retrieval.search(input, signal ? { signal } : {})) },
    threads,
    answers,
    ...libraryCheckHandlers(parts),
    models,
    ledger: { receipts: os.ledger.receipts.handler(({ input }) => listReceipts(library.read, input.limit)) },
  });
}
