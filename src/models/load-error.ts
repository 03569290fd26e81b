import { InsufficientMemoryError, NoBinaryFoundError } from 'node-llama-cpp';
import { AppError, isAbort, isAppError } from '../shared/errors.ts';
import { corrupt, type ModelFile } from './model-file.ts';

/**
 * Says what a failed load means. llama.cpp gives its reasons only in its log, so the lines of this load are read.
 * Abort reasons and AppErrors pass through.
 */
export function loadError(error: unknown, file: ModelFile, logLines: readonly string[]): unknown {
  if (isAppError(error) || isAbort(error)) return error;
  const { fileName } = file;
  const log = logLines.join('\n');
  if (error instanceof InsufficientMemoryError || /failed to allocate|out of memory|unable to allocate/i.test(log)) {
    return new AppError('model-memory', `There is not enough free memory for "${fileName}".`, {
      details: { subject: fileName, actual: file.sizeBytes },
      cause: error,
    });
  }
  if (/unknown model architecture|unknown pre-tokenizer|unknown tokenizer/i.test(log)) {
    return new AppError('model-unsupported', `"${fileName}" is of a kind (${file.architecture}) that this version cannot run.`, {
      details: { subject: fileName, reason: file.architecture },
      cause: error,
    });
  }
  if (/corrupted or incomplete|missing tensor|wrong shape|wrong number of tensors|not within the file bounds|invalid/i.test(log)) {
    return corrupt(fileName, 'content', `The model file "${fileName}" is damaged or incomplete.`, error);
  }
  const reason = error instanceof NoBinaryFoundError ? 'no-binary' : 'llama';
  return new AppError('model-load-failed', `"${fileName}" could not be loaded.`, { details: { subject: fileName, reason }, cause: error });
}

/** A `model-wrong-role` error. */
export function wrongRole(file: ModelFile, reason: string, message: string): AppError {
  return new AppError('model-wrong-role', message, { details: { subject: file.fileName, reason } });
}
