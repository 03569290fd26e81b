import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import type { DoctorCheck } from '../../shared/contract/engine.ts';
import type { ModelRole, ModelStatus } from '../../shared/domain/model.ts';
import { isAppError } from '../../shared/errors.ts';
import { nodeVersionProblem } from '../base/node-version.ts';
import type { RuntimeInfo } from '../providers/runtime-info.ts';
import type { ModelRegistry } from '../providers/specification.ts';
import { vectorVersion } from '../store/health.ts';
import type { Library } from '../store/open.ts';

/** What llama.cpp says of the machine. Rejects when it cannot be started. */
export type ModelsInfo = () => Promise<RuntimeInfo>;

const GIB = 1024 ** 3;

const roleWords: Record<ModelRole, { title: string; without: string }> = {
  chat: { title: 'Chat model', without: 'Answers quote the best passages instead of being written.' },
  embedding: { title: 'Embedding model', without: 'Search is full text only.' },
  reranker: { title: 'Reranking model', without: 'Hits keep the order of the first search.' },
};

function checkModel(status: ModelStatus): DoctorCheck {
  const words = roleWords[status.role];
  const base = { id: `model-${status.role}`, title: words.title };
  const option = `--${status.role}-model`;
  if (status.state === 'not-set') {
    const optional = status.role === 'reranker';
    return {
      ...base,
      verdict: optional ? 'ok' : 'warning',
      detail: `None chosen. ${words.without}`,
      nextAction: optional ? null : `Choose a GGUF file under Models, or with ${option}.`,
    };
  }
  if (status.state === 'failed') {
    return {
      ...base,
      verdict: 'failed',
      detail: status.error?.message ?? `“${status.fileName ?? ''}” could not be loaded.`,
      nextAction: `Choose another file under Models, or with ${option}.`,
    };
  }
  const facts = status.facts;
  const detail = facts
    ? `${facts.name}, ${facts.architecture}, context ${facts.contextTokens} tokens, on ${facts.gpu}`
    : `${status.fileName ?? ''} is chosen and loads on first use.`;
  return { ...base, verdict: 'ok', detail, nextAction: null };
}

async function checkFolder(libraryDir: string): Promise<DoctorCheck> {
  const base = { id: 'permissions', title: 'Library folder' };
  try {
    await access(libraryDir, constants.R_OK | constants.W_OK);
    return { ...base, verdict: 'ok', detail: `${libraryDir} can be read and written.`, nextAction: null };
  } catch {
    return {
      ...base,
      verdict: 'failed',
      detail: `${libraryDir} cannot be written.`,
      nextAction: 'Give your user the right to write there, or choose another folder with --library.',
    };
  }
}

async function checkLibrary(library: Library, signal: AbortSignal | undefined): Promise<DoctorCheck> {
  const base = { id: 'library', title: 'Library file' };
  try {
    const damage = await library.check(signal);
    if (damage === null) return { ...base, verdict: 'ok', detail: 'SQLite finds it whole.', nextAction: null };
    const nextAction =
      library.backups().length > 0
        ? 'Put back the newest file of the backups folder beside the library.'
        : 'Move the library file away and add the folders again: the originals are untouched.';
    return { ...base, verdict: 'failed', detail: damage, nextAction };
  } catch (error) {
    signal?.throwIfAborted();
    const detail = isAppError(error) ? error.message : 'It could not be checked.';
    return { ...base, verdict: 'warning', detail, nextAction: 'Close other programs that use the library, then check again.' };
  }
}

async function checkDisk(libraryDir: string): Promise<DoctorCheck> {
  const disk = await statfs(libraryDir);
  const freeGiB = (disk.bavail * disk.bsize) / GIB;
  const enough = freeGiB >= 2;
  return {
    id: 'disk',
    title: 'Free disk space',
    verdict: enough ? 'ok' : 'warning',
    detail: `${freeGiB.toFixed(1)} GiB free where the library is.`,
    nextAction: enough ? null : 'Free some space: an index takes about twice the size of the text it holds.',
  };
}

async function checkGpu(modelsInfo: ModelsInfo): Promise<DoctorCheck> {
  const base = { id: 'gpu', title: 'Model runtime' };
  try {
    const info = await modelsInfo();
    const devices = info.deviceNames.length > 0 ? ` (${info.deviceNames.join(', ')})` : '';
    return {
      ...base,
      verdict: 'ok',
      detail: `llama.cpp ${info.llamaCppRelease} on ${info.gpu}${devices}; built for ${info.gpuKinds.join(', ')}; ${info.threads} thread${info.threads === 1 ? '' : 's'}.`,
      nextAction: null,
    };
  } catch (error) {
    const crashed = isAppError(error) && error.code === 'process-lost';
    return {
      ...base,
      verdict: 'failed',
      detail: isAppError(error) ? error.message : 'The models process did not start.',
      nextAction: crashed
        ? 'Update the graphics driver. Until then a model that crashes on it is loaded on the processor.'
        : 'Restart Footnote; if it stays so, run npm ci again.',
    };
  }
}

/** Looks at everything an answer depends on. Throws the signal's reason only: a check that breaks is a failed line. */
export async function runDoctor(parts: {
  libraryDir: string;
  library: Library;
  models: ModelRegistry;
  modelsInfo: ModelsInfo;
  signal?: AbortSignal | undefined;
}): Promise<DoctorCheck[]> {
  const nodeProblem = nodeVersionProblem(process.versions.node);
  return [
    {
      id: 'node',
      title: 'Node',
      verdict: nodeProblem ? 'failed' : 'ok',
      detail: nodeProblem ?? `Node ${process.versions.node}`,
      nextAction: nodeProblem ? 'Run through npm, which brings Node 24.' : null,
    },
    {
      id: 'native',
      title: 'Native modules',
      verdict: 'ok',
      detail: `SQLite ${parts.library.sqliteVersion}, sqlite-vec ${vectorVersion(parts.library.read)}`,
      nextAction: null,
    },
    await checkLibrary(parts.library, parts.signal),
    await checkFolder(parts.libraryDir),
    await checkDisk(parts.libraryDir),
    await checkGpu(parts.modelsInfo),
    ...parts.models.status().map(checkModel),
  ];
}
