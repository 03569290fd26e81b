import { app, type MessagePortMain, utilityProcess } from 'electron';
import type { ToChild } from '../shared/control.ts';
import { AppError } from '../shared/errors.ts';
import type { ChildHandle, ExitInfo, ForkOptions, ProcessKind } from '../shared/process.ts';
import { createPortCore } from '../shared/rpc/port-core.ts';
import { childEnvironment } from '../supervise/environment.ts';

/** A utility process. Unlike a forked Node process it can be handed ports. */
export interface UtilityHandle extends ChildHandle {
  post(frame: ToChild, ports: readonly MessagePortMain[]): void;
}

export type UtilityFork = (kind: ProcessKind, options?: ForkOptions) => Promise<UtilityHandle>;

/**
 * Forks utility processes of Electron from the built files. Rejects with `process-unavailable` when one
 * ends before it has begun. Only after the app is ready.
 */
export function createUtilityFork({ files }: { files: Record<ProcessKind, string> }): UtilityFork {
  return async (kind, options = {}) => {
    const child = utilityProcess.fork(files[kind], [...(options.args ?? [])], {
      serviceName: `footnote-${kind}`,
      stdio: 'inherit',
      env: childEnvironment(),
      execArgv: options.maxOldSpaceMiB === undefined ? [] : [`--max-old-space-size=${options.maxOldSpaceMiB}`],
    });
    const core = createPortCore({ post: (message) => child.postMessage(message), close: () => child.kill() });
    child.on('message', (message: unknown) => core.receive(message));
    const exited = new Promise<ExitInfo>((resolve) => {
      child.once('exit', (code) => {
        core.lose();
        resolve({ code, signal: null });
      });
    });
    const spawned = new Promise<'spawned'>((resolve) => child.once('spawn', () => resolve('spawned')));
    if ((await Promise.race([spawned, exited])) !== 'spawned') {
      throw new AppError('process-unavailable', `The ${kind} process could not be started.`, { details: { subject: kind } });
    }
    return {
      kind,
      pid: child.pid,
      port: core.port,
      exited,
      post: (frame, ports) => child.postMessage(frame, [...ports]),
      kill(signal = 'SIGTERM') {
        if (signal === 'SIGKILL' && child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
        else child.kill();
      },
      residentBytes: async () => workingSetBytes(child.pid),
    };
  };
}

function workingSetBytes(pid: number | undefined): number | undefined {
  const metric = app.getAppMetrics().find((candidate) => candidate.pid === pid);
  return metric && metric.memory.workingSetSize * 1024;
}
