import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import type { ChildHandle, Fork } from '../../../src/shared/process.ts';

/** Forks the real reader and remembers every process it started. */
export function recordingFork(files = processFiles()): { fork: Fork; started: ChildHandle[] } {
  const fork = createNodeFork({ files });
  const started: ChildHandle[] = [];
  return {
    started,
    fork: async (kind, options) => {
      const handle = await fork(kind, options);
      started.push(handle);
      return handle;
    },
  };
}
