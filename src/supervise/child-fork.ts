import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { AppError } from '../shared/errors.ts';
import type { ChildHandle, ExitInfo, Fork, MessagePortLike, ProcessKind } from '../shared/process.ts';
import { createPortCore } from '../shared/rpc/port-core.ts';
import { childEnvironment } from './environment.ts';
import { closeSoon } from './close-soon.ts';
import { residentBytesOf } from './resident-bytes.ts';

/**
 * Forks Node processes. Messages are structured clones; the child inherits neither our options nor our
 * environment beyond an allow-list, and its output goes to our standard error.
 * The promise rejects with `process-unavailable` when the process cannot be started at all.
 */
export function createNodeFork({ files }: { files: Record<ProcessKind, string> }): Fork {
  return async (kind, options = {}) => {
    const child = fork(files[kind], [...(options.args ?? [])], {
      serialization: 'advanced',
      execArgv: options.maxOldSpaceMiB === undefined ? [] : [`--max-old-space-size=${options.maxOldSpaceMiB}`],
      env: { ...childEnvironment(), ...(options.codeCacheDir === undefined ? {} : { NODE_COMPILE_CACHE: options.codeCacheDir }) },
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const exited = new Promise<ExitInfo>((resolve) => child.once('exit', (code, signal) => resolve({ code, signal })));
    const port = portOf(child);
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw new AppError('process-unavailable', `The ${kind} process could not be started.`, { details: { subject: kind }, cause });
    }
    // After the start the only errors are messages or signals to a process that is gone; `exited` tells that.
    child.on('error', () => {});

    const handle: ChildHandle = {
      kind,
      pid: child.pid,
      port,
      exited,
      kill: (signal = 'SIGTERM') => void child.kill(signal),
      residentBytes: async () => (child.pid === undefined || child.exitCode !== null ? undefined : residentBytesOf(child.pid)),
    };
    return handle;
  };
}

function portOf(child: ChildProcess): MessagePortLike {
  const core = createPortCore({
    post: (message) => {
      if (child.connected) child.send(message as Parameters<ChildProcess['send']>[0], () => {});
    },
    close: closeSoon(child),
  });
  child.on('message', (message) => core.receive(message));
  // Comes after the last message was handed out, also when the process was killed.
  child.once('disconnect', () => core.lose());
  child.once('error', () => {
    if (child.pid === undefined) core.lose();
  });
  return core.port;
}
