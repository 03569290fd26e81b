import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import { engineContract, type EngineContract } from '../../../src/shared/contract/engine.ts';
import { modelsContract, type ModelsContract } from '../../../src/shared/contract/models.ts';
import type { AnswerEvent } from '../../../src/shared/domain/answer.ts';
import type { Document } from '../../../src/shared/domain/document.ts';
import type { ModelRole } from '../../../src/shared/domain/model.ts';
import type { Source } from '../../../src/shared/domain/source.ts';
import type { ChildHandle, Fork } from '../../../src/shared/process.ts';
import { createContractClient, type ContractClient } from '../../../src/shared/rpc/client.ts';
import { createPortPair } from '../../../src/shared/rpc/port-pair.ts';
import { serveContract } from '../../../src/shared/rpc/serve.ts';
import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import { createSupervisor, type Supervised } from '../../../src/supervise/supervisor.ts';
import { testModelPath, type TestModelName } from '../../models/generate.ts';

process.env['FOOTNOTE_THREADS'] = '1';
process.env['FOOTNOTE_LOG'] = 'error';

export type Client = ContractClient<EngineContract>;

/** One folder of documents and one library, and the engines that live over it one after the other. */
export interface Home extends AsyncDisposable {
  readonly folder: string;
  readonly libraryDir: string;
  put(name: string, content: string | Uint8Array): string;
  remove(name: string): void;
  /** Starts an engine in this process, with real readers and a real models process. Sources are scanned when it is asked for. */
  open(): Promise<WholeEngine>;
}

export interface WholeEngine extends AsyncDisposable {
  readonly engine: Engine;
  readonly models: Supervised<ModelsContract>;
  readonly collectionId: number;
  /** The first window. Every output and every part of a stream is checked against the contract. */
  readonly client: Client;
  /** Another window. */
  window(): Client;
  /** Reader processes that were started, oldest first. */
  readonly readers: readonly ChildHandle[];
  /** What broke the contract or was no AppError. */
  readonly bugs: readonly string[];
  addFolder(): Promise<Source>;
  use(role: ModelRole, model: TestModelName): Promise<void>;
  documents(): Promise<Document[]>;
  /** Asks and listens to the end. `onEvent` sees every event as it comes. */
  ask(question: string, onEvent?: (event: AnswerEvent, answerId: number) => void): Promise<{ answerId: number; events: AnswerEvent[] }>;
}

export function openHome(): Home {
  const home = mkdtempSync(join(tmpdir(), 'footnote-engine-'));
  const folder = join(home, 'documents');
  const libraryDir = join(home, 'library');
  mkdirSync(folder);
  return {
    folder,
    libraryDir,
    put(name, content) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    remove: (name) => rmSync(join(folder, name), { recursive: true }),
    open: () => openEngine(libraryDir, folder),
    async [Symbol.asyncDispose]() {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
      await Promise.resolve();
    },
  };
}

async function openEngine(libraryDir: string, folder: string): Promise<WholeEngine> {
  const readers: ChildHandle[] = [];
  const bugs: string[] = [];
  const nodeFork = createNodeFork({ files: processFiles() });
  const fork: Fork = async (kind, options) => {
    const handle = await nodeFork(kind, options);
    if (kind === 'reader') readers.push(handle);
    return handle;
  };
  const models = createSupervisor({ kind: 'models', contract: modelsContract, fork, backoff: { firstMs: 10, maxMs: 50 } });
  const engine = createEngine({ libraryDir, version: 'test', fork, modelsProcess: models, gpu: 'cpu', watch: false });
  const windows: (() => void)[] = [];
  const window = (): Client => {
    const [ours, theirs] = createPortPair();
    serveContract(engine.router, theirs, { validateOutputs: true, onBug: ({ method, error }) => bugs.push(`${method}: ${String(error)}`) });
    const { client, close } = createContractClient(engineContract, ours);
    windows.push(close);
    return client;
  };
  const client = window();
  const [collection] = await client.collections.list();
  if (!collection) throw new Error('there is no collection');
  const collectionId = collection.id;
  return {
    engine,
    models,
    collectionId,
    client,
    window,
    readers,
    bugs,
    async addFolder() {
      const { grantId } = await engine.grants.add(folder);
      return client.sources.add({ collectionId, grantId });
    },
    async use(role, model) {
      const { grantId } = await engine.grants.add(testModelPath(model));
      await client.models.set({ role, grantId });
      await client.models.load({ role });
    },
    documents: async () => (await client.documents.list({ collectionId, limit: 500 })).documents,
    ask: (question, onEvent) => askAndListen(client, collectionId, question, onEvent),
    async [Symbol.asyncDispose]() {
      for (const close of windows) close();
      await engine.dispose();
    },
  };
}

/** Asks and listens to the end. */
export async function askAndListen(
  client: Client,
  collectionId: number,
  question: string,
  onEvent: (event: AnswerEvent, answerId: number) => void = () => {},
): Promise<{ answerId: number; events: AnswerEvent[] }> {
  const { answerId } = await client.answers.ask({ collectionId, threadId: null, question });
  const events: AnswerEvent[] = [];
  for await (const event of await client.answers.stream({ answerId })) {
    events.push(event);
    onEvent(event, answerId);
  }
  return { answerId, events };
}

/** Waits for a state that comes about by itself; the time limit is the test's. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** What a promise rejects with. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
