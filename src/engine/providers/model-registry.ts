import { basename } from 'node:path';
import type { ModelFacts, ModelRole, ModelStatus } from '../../shared/domain/model.ts';
import { modelRoleSchema } from '../../shared/domain/model.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { Library } from '../store/open.ts';
import { embeddingIdentity } from './embedding-identity.ts';
import { loadOnGpu, type WantedGpu } from './load-on-gpu.ts';
import { createLocalEmbeddingModel } from './local-embedding-model.ts';
import { createLocalLanguageModel, type Connect } from './local-language-model.ts';
import { createLocalRerankingModel } from './local-reranking-model.ts';
import { createModelSettings } from './model-settings.ts';
import type { ModelsProcess } from './models-process.ts';
import { createRoleSlot, type RoleSlot } from './role-slot.ts';
import type { CallOptions, EmbeddingModel, ModelRegistry } from './specification.ts';

export interface ModelRegistryOptions {
  library: Library;
  /** Owned by the caller. */
  modelsProcess: ModelsProcess;
  logger: Logger;
  clock: Clock;
  gpu?: WantedGpu;
}

/**
 * The models a person chose, loaded in the models process on first use. When that process was lost, calls under
 * way fail with `process-lost` and the next use loads again. Loads happen one at a time: they share a machine.
 */
export function createModelRegistry({ library, modelsProcess, logger, clock, gpu = 'auto' }: ModelRegistryOptions): ModelRegistry {
  const settings = createModelSettings(library);
  const listeners = new Set<(status: ModelStatus) => void>();
  const identities = new WeakMap<ModelFacts, string>();
  let lastLoad: Promise<unknown> = Promise.resolve();

  const loadOnce = async (
    role: ModelRole,
    path: string,
    wanted: WantedGpu,
    onProgress: (fraction: number) => void,
    signal: AbortSignal,
  ): Promise<ModelFacts> => {
    const client = await modelsProcess.client();
    for await (const part of await client.load({ role, path, gpu: wanted }, { signal })) {
      if (part.type === 'loaded') return part.facts;
      onProgress(part.fraction);
    }
    throw new AppError('model-load-failed', `"${basename(path)}" could not be loaded.`, { details: { subject: basename(path) } });
  };

  const load = (role: ModelRole) => async (path: string, onProgress: (fraction: number) => void, signal: AbortSignal) => {
    const turn = lastLoad.then(async () => {
      signal.throwIfAborted();
      const startedAtMs = clock.monotonicMs();
      const wanted = settings.workingGpu() ?? gpu;
      const { loaded, gpu: used } = await loadOnGpu(wanted, basename(path), (kind) => loadOnce(role, path, kind, onProgress, signal));
      if (used !== wanted) settings.setWorkingGpu(loaded.gpu);
      logger.log('info', 'model loaded', { role, gpu: loaded.gpu, durationMs: clock.monotonicMs() - startedAtMs });
      return loaded;
    });
    lastLoad = turn.catch(() => {});
    return await turn;
  };

  const slots = Object.fromEntries(
    modelRoleSchema.options.map((role) => [
      role,
      createRoleSlot({
        role,
        path: settings.path(role),
        load: load(role),
        onChange: (status) => {
          if (status.error) logger.log('warn', 'model not loaded', { role, code: status.error.code });
          for (const listener of listeners) listener(status);
        },
      }),
    ]),
  ) as Record<ModelRole, RoleSlot>;

  const stopListening = modelsProcess.onState(() => {
    if (modelsProcess.state !== 'ready') for (const slot of Object.values(slots)) slot.forget();
  });

  /** Gives the memory back where there is any; a process that is gone has given it back already. */
  const release = async (role: ModelRole): Promise<void> => {
    if (modelsProcess.state !== 'ready') return;
    try {
      await (await modelsProcess.client()).unload({ role });
    } catch (error) {
      if (!isAppError(error) || error.kind !== 'unavailable') throw error;
    }
  };

  /** Ready models of a role; each call of a model handed out earlier makes sure that it is still the chosen one. */
  const open = async <Model>(
    role: ModelRole,
    options: CallOptions,
    make: (facts: ModelFacts, connect: Connect, path: string) => Model | Promise<Model>,
  ): Promise<Model | null> => {
    const slot = slots[role];
    const { path } = slot;
    if (path === null) return null;
    const facts = await slot.ensure(options);
    const connect: Connect = async (callOptions) => {
      if (slot.path !== path) {
        throw anotherModel(path);
      }
      await slot.ensure(callOptions);
      return await modelsProcess.client();
    };
    return await make(facts, connect, path);
  };

  /** Looked up once for each load: the file at a path may be another one at the next. */
  const identityOf = async (path: string, facts: ModelFacts): Promise<string> => {
    const identity = identities.get(facts) ?? (await embeddingIdentity(path, facts));
    identities.set(facts, identity);
    return identity;
  };

  const makeEmbeddingModel = async (facts: ModelFacts, connect: Connect, path: string): Promise<EmbeddingModel> => {
    const identity = await identityOf(path, facts);
    return createLocalEmbeddingModel(facts, identity, async (options) => {
      const client = await connect(options);
      // After a lost process the file was loaded anew; vectors of other weights must not count as this model's.
      const { facts: loaded } = slots.embedding.status();
      if (loaded && (await identityOf(path, loaded)) !== identity) throw anotherModel(path);
      return client;
    });
  };

  return {
    chat: (options = {}) => open('chat', options, createLocalLanguageModel),
    embedding: (options = {}) => open('embedding', options, makeEmbeddingModel),
    reranker: (options = {}) => open('reranker', options, createLocalRerankingModel),
    status: () => Object.values(slots).map((slot) => slot.status()),
    async set(role, path) {
      settings.setPath(role, path);
      settings.setWorkingGpu(null);
      slots[role].choose(path);
      // Not awaited: an answer of the former model may still be running, and keeps it until it ends.
      release(role).catch(() => logger.log('warn', 'model not released', { role }));
      return slots[role].status();
    },
    async load(role) {
      await slots[role].ensure({ again: true });
      return slots[role].status();
    },
    async unload(role) {
      slots[role].forget();
      await release(role);
      return slots[role].status();
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async dispose() {
      stopListening();
      listeners.clear();
      for (const slot of Object.values(slots)) slot.dispose();
      await lastLoad;
    },
  };
}

function anotherModel(path: string): AppError {
  return new AppError('model-not-set', 'Another model was chosen meanwhile.', { details: { subject: basename(path) }, retryable: true });
}
