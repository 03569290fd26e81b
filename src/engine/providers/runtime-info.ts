import { modelsContract } from '../../shared/contract/models.ts';
import { AppError } from '../../shared/errors.ts';
import type { Fork } from '../../shared/process.ts';
import { createContractClient } from '../../shared/rpc/client.ts';
import type { ModelsClient, ModelsProcess } from './models-process.ts';

export type RuntimeInfo = Awaited<ReturnType<ModelsClient['info']>>;

const PROBE_LIMIT_MS = 30_000;

/**
 * What llama.cpp makes of this machine. The models process is asked while it holds a model. Otherwise a process
 * made for the question starts llama.cpp and ends: a broken driver takes down whoever touches it, and must take
 * neither a model that is being loaded nor one of the models process's few lives.
 * Errors: `process-lost` when the probe died of it, `process-unavailable` when it could not start or took too long.
 */
export function createRuntimeInfo({ fork, modelsProcess }: { fork: Fork; modelsProcess: ModelsProcess }): () => Promise<RuntimeInfo> {
  return async () => (await ofLoadedModels(modelsProcess)) ?? (await probe(fork));
}

async function ofLoadedModels(modelsProcess: ModelsProcess): Promise<RuntimeInfo | null> {
  if (modelsProcess.state !== 'ready') return null;
  const client = await modelsProcess.client();
  return (await client.loaded()).length > 0 ? await client.info() : null;
}

async function probe(fork: Fork): Promise<RuntimeInfo> {
  const handle = await fork('models');
  const lost = (): AppError =>
    new AppError('process-lost', 'The model runtime ended the process that started it.', { details: { subject: 'models' } });
  const limit = AbortSignal.timeout(PROBE_LIMIT_MS);
  try {
    return await createContractClient(modelsContract, handle.port, { lost }).client.info(undefined, { signal: limit });
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new AppError('process-unavailable', `The model runtime did not start within ${PROBE_LIMIT_MS / 1000} seconds.`, {
      details: { subject: 'models' },
    });
  } finally {
    handle.kill('SIGKILL');
  }
}
