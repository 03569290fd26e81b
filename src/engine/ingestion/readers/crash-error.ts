import { AppError } from '../../../shared/errors.ts';
import type { ExitInfo } from '../../../shared/process.ts';
import type { PoolLimits } from './pool-limits.ts';
import { memoryError } from './reading-watch.ts';

const MIB = 1024 * 1024;

/** What a reader's sudden end says about the file it was reading. `exit` is undefined when it did not end but failed. */
export function crashError(name: string, exit: ExitInfo | undefined, peakBytes: number, limits: PoolLimits, logId?: string): AppError {
  // V8 aborts when its old space is full.
  const isAbort = exit?.signal === 'SIGABRT' || exit?.code === 134 || exit?.signal === 'SIGTRAP';
  const oldSpaceBytes = limits.maxOldSpaceMiB * MIB;
  if (isAbort && peakBytes > oldSpaceBytes / 2) return memoryError(name, oldSpaceBytes, peakBytes);
  const reason = exit === undefined ? 'an error in the reader' : (exit.signal ?? `exit code ${exit.code ?? 'unknown'}`);
  return new AppError('read-crashed', `Reading “${name}” made its reader crash; other files are not affected.`, {
    details: { subject: name, reason, ...(logId === undefined ? {} : { logId }) },
  });
}
