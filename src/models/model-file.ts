import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { readGgufFileInfo, type GgufFileInfo } from 'node-llama-cpp';
import { AppError, isAbort } from '../shared/errors.ts';
import { isSoundHead } from './gguf-head.ts';

/** How a file's vectors are made from its tokens; null where it makes none. */
export type Pooling = 'mean' | 'cls' | 'last' | 'rank';
const readableVersions = new Set([2, 3]);
const poolings: Readonly<Record<number, Pooling>> = { 1: 'mean', 2: 'cls', 3: 'last', 4: 'rank' };

export interface ModelFile {
  path: string;
  fileName: string;
  /** `general.name`, else the file's name. */
  name: string;
  architecture: string;
  sizeBytes: number;
  pooling: Pooling | null;
  chatTemplate: string | null;
  hasRankingHead: boolean;
}

/**
 * Reads the head of a GGUF file and checks that all of it is there.
 * Errors: `model-missing`, `model-corrupt`, `model-unsupported`, `model-load-failed` where it may not be read.
 */
export async function readModelFile(path: string, signal?: AbortSignal): Promise<ModelFile> {
  const fileName = basename(path);
  const sizeBytes = await fileSize(path, fileName);
  await checkHead(path, fileName, sizeBytes, signal);
  const info = await readHead(path, fileName, signal);
  checkComplete(info, sizeBytes, fileName);
  const { general, tokenizer } = info.metadata as Partial<GgufFileInfo['metadata']>;
  if (!general?.architecture) throw corrupt(fileName, 'head', `The model file "${fileName}" is damaged: its head is empty.`);
  const template = (tokenizer as { chat_template?: unknown } | undefined)?.chat_template;
  return {
    path,
    fileName,
    name: general.name?.trim() || fileName,
    architecture: general.architecture,
    sizeBytes,
    pooling: poolings[info.architectureMetadata.pooling_type ?? 0] ?? null,
    chatTemplate: typeof template === 'string' && template.trim() !== '' ? template : null,
    hasRankingHead: (info.fullTensorInfo ?? []).some((tensor) => tensor.name === 'cls.weight' || tensor.name === 'cls.output.weight'),
  };
}

async function fileSize(path: string, fileName: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (stats.isFile()) return stats.size;
  } catch {
    // Reported below: for a person a file that cannot be reached is missing.
  }
  throw new AppError('model-missing', `The model file "${fileName}" is not there any more.`, { details: { subject: fileName } });
}

async function checkHead(path: string, fileName: string, sizeBytes: number, signal: AbortSignal | undefined): Promise<void> {
  const file = await open(path, 'r').catch((error: unknown) => {
    throw new AppError('model-load-failed', `The model file "${fileName}" cannot be read.`, {
      details: { subject: fileName, reason: 'unreadable' },
      retryable: false,
      cause: error,
    });
  });
  try {
    const begin = Buffer.alloc(8);
    await file.read(begin, 0, begin.length, 0);
    if (begin.toString('latin1', 0, 4) !== 'GGUF') {
      throw corrupt(fileName, 'not-gguf', `"${fileName}" is not a model file: it does not begin as a GGUF file does.`);
    }
    const version = begin.readUInt32LE(4);
    if (!readableVersions.has(version)) {
      throw new AppError('model-unsupported', `"${fileName}" is a GGUF file of a version that cannot be read here.`, {
        details: { subject: fileName, reason: `version ${version}` },
      });
    }
    if (!(await isSoundHead(file, sizeBytes, signal))) throw corrupt(fileName, 'head', damagedHead(fileName));
  } finally {
    await file.close();
  }
}

const damagedHead = (fileName: string): string => `The model file "${fileName}" is damaged or incomplete: its head cannot be read.`;

async function readHead(path: string, fileName: string, signal: AbortSignal | undefined): Promise<GgufFileInfo> {
  try {
    return await readGgufFileInfo(path, { sourceType: 'filesystem', logWarnings: false, ...(signal ? { signal } : {}) });
  } catch (error) {
    signal?.throwIfAborted();
    if (isAbort(error)) throw error;
    throw corrupt(fileName, 'head', damagedHead(fileName), error);
  }
}

function checkComplete(info: GgufFileInfo, sizeBytes: number, fileName: string): void {
  if (info.splicedParts > 1) return;
  const last = (info.fullTensorInfo ?? []).reduce((end, tensor) => Math.max(end, Number(tensor.fileOffset)), 0);
  if (sizeBytes > last) return;
  throw corrupt(fileName, 'incomplete', `The model file "${fileName}" is incomplete: its end is missing.`);
}

/** A `model-corrupt` error. */
export function corrupt(fileName: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('model-corrupt', message, { details: { subject: fileName, reason }, cause });
}
