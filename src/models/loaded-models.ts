import { setTimeout as sleep } from 'node:timers/promises';
import type { ModelFacts, ModelRole } from '../shared/domain/model.ts';
import type { LoadPart } from '../shared/contract/models.ts';
import { AppError, isAppError } from '../shared/errors.ts';
import { checkChatFile, openChatModel, type LoadedChatModel } from './chat-model.ts';
import { checkEmbeddingFile, openEmbeddingModel, type LoadedEmbeddingModel } from './embedding-model.ts';
import { loadError } from './load-error.ts';
import { notLoaded, type RoleLoad } from './loaded-model.ts';
import { readModelFile, type ModelFile } from './model-file.ts';
import { checkRerankingFile, openRerankingModel, type LoadedRerankingModel } from './reranking-model.ts';
import { openRuntime, type Runtime, type RuntimeLog, type WantedGpu } from './runtime.ts';
import { streamParts } from './stream-parts.ts';
import { createTurnQueue } from './turn-queue.ts';

export interface LoadedByRole {
  chat: LoadedChatModel;
  embedding: LoadedEmbeddingModel;
  reranker: LoadedRerankingModel;
}

export interface LoadRequest {
  role: ModelRole;
  path: string;
  contextTokens?: number | undefined;
  gpu: WantedGpu;
}

export interface LoadedModels {
  /** llama.cpp, started for the given kind if it is not running yet. */
  runtime(wanted: WantedGpu): Promise<Runtime>;
  /** Loads a file for a role in place of the former one. Ends with `loaded`. Errors: the `model-*` codes. */
  load(request: LoadRequest, signal?: AbortSignal): AsyncGenerator<LoadPart, void>;
  unload(role: ModelRole): Promise<void>;
  /** The model of a role. Errors: `model-not-set`. */
  get<Role extends ModelRole>(role: Role): LoadedByRole[Role];
  list(): { role: ModelRole; path: string; facts: ModelFacts }[];
  dispose(): Promise<void>;
}

const checks: Record<ModelRole, (file: ModelFile) => void> = {
  chat: checkChatFile,
  embedding: checkEmbeddingFile,
  reranker: checkRerankingFile,
};
const openers: { [Role in ModelRole]: (load: RoleLoad) => Promise<LoadedByRole[Role]> } = {
  chat: openChatModel,
  embedding: openEmbeddingModel,
  reranker: openRerankingModel,
};
const progressStep = 0.01;
const logTurns = 20;
const logTurnMs = 5;

/** The models in this process: at most one per role, all on one runtime. Loads and unloads happen one at a time. */
export function createLoadedModels(log: RuntimeLog): LoadedModels {
  const models: Partial<LoadedByRole> = {};
  const changes = createTurnQueue();
  let open: { wanted: WantedGpu; runtime: Runtime } | undefined;

  const drop = async (role: ModelRole): Promise<void> => {
    const model = models[role];
    delete models[role];
    await model?.dispose();
  };
  const closeRuntime = async (): Promise<void> => {
    for (const role of Object.keys(models) as ModelRole[]) await drop(role);
    open?.runtime.dispose();
    open = undefined;
  };
  const runtimeFor = async (wanted: WantedGpu): Promise<Runtime> => {
    if (open && wanted !== 'auto' && wanted !== open.wanted && wanted !== open.runtime.gpu) await closeRuntime();
    open ??= { wanted, runtime: await openRuntime(wanted, log) };
    return open.runtime;
  };

  const loadNow = async (request: LoadRequest, signal: AbortSignal | undefined, push: (part: LoadPart) => void): Promise<void> => {
    const startedAt = performance.now();
    const file = await readModelFile(request.path, signal);
    checks[request.role](file);
    const runtime = await startRuntime(() => runtimeFor(request.gpu), file);
    await drop(request.role);
    const recording = runtime.recordLog();
    try {
      const model = await openWith(openers[request.role], await loadWeights(runtime, file, request, signal, push));
      Object.assign(model.facts, { loadMs: performance.now() - startedAt });
      Object.assign(models, { [request.role]: model });
      push({ type: 'loaded', facts: model.facts });
    } catch (error) {
      signal?.throwIfAborted();
      await logArrived(recording.lines);
      throw loadError(error, file, recording.lines);
    } finally {
      recording.stop();
    }
  };

  const inTurn = async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    const release = await changes.take(signal);
    try {
      return await work();
    } finally {
      release();
    }
  };

  return {
    runtime: (wanted) => inTurn(undefined, () => runtimeFor(wanted)),
    load: (request, signal) => streamParts((push) => inTurn(signal, () => loadNow(request, signal, push))),
    unload: (role) => inTurn(undefined, () => drop(role)),
    get(role) {
      const model = models[role];
      if (!model) throw notLoaded(role);
      return model;
    },
    list: () => Object.values(models).map((model) => ({ role: model.role, path: model.file.path, facts: model.facts })),
    dispose: () => inTurn(undefined, closeRuntime),
  };
}

/** llama.cpp's log takes a way of its own and may come a moment after the failure that it explains. */
async function logArrived(lines: readonly string[]): Promise<void> {
  for (let turn = 0; turn < logTurns && lines.length === 0; turn += 1) await sleep(logTurnMs);
}

async function startRuntime(start: () => Promise<Runtime>, file: ModelFile): Promise<Runtime> {
  try {
    return await start();
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('model-load-failed', 'This computer offers no way to run models of this kind.', {
      details: { subject: file.fileName, reason: 'runtime' },
      cause: error,
    });
  }
}

/** Weights whose contexts could not be made must not stay in memory. */
async function openWith(opener: (load: RoleLoad) => Promise<LoadedByRole[ModelRole]>, load: RoleLoad): Promise<LoadedByRole[ModelRole]> {
  try {
    load.signal?.throwIfAborted();
    return await opener(load);
  } catch (error) {
    await load.model.dispose();
    throw error;
  }
}

async function loadWeights(
  runtime: Runtime,
  file: ModelFile,
  request: LoadRequest,
  signal: AbortSignal | undefined,
  push: (part: LoadPart) => void,
): Promise<RoleLoad> {
  let shown = 0;
  const model = await runtime.llama.loadModel({
    modelPath: file.path,
    ...(signal ? { loadSignal: signal } : {}),
    onLoadProgress: (fraction) => {
      if (fraction < shown + progressStep) return;
      shown = fraction;
      push({ type: 'progress', fraction });
    },
  });
  return { runtime, file, model, contextTokens: request.contextTokens, signal };
}
