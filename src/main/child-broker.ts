import { MessageChannelMain } from 'electron';
import type { ToParent } from '../shared/control.ts';
import { AppError, isAppError, toErrorData } from '../shared/errors.ts';
import type { UtilityFork, UtilityHandle } from './utility-fork.ts';

export interface ChildBroker {
  /** Takes the frames about forks; others are left alone. */
  onFrame(frame: ToParent): void;
  /** The parent is gone: its children go with it. */
  dispose(): void;
}

/**
 * Forks models and reader processes for the engine, since only main may, and gives both a port of one
 * channel. From then on they speak directly; main only passes on ends and kills.
 */
export function createChildBroker(parent: UtilityHandle, fork: UtilityFork): ChildBroker {
  const children = new Map<number, UtilityHandle>();
  let disposed = false;

  const refuse = (requestId: number, error: AppError): void => parent.post({ type: 'refusal', requestId, error: toErrorData(error) }, []);

  const start = async ({ requestId, forkId, kind, options }: Extract<ToParent, { type: 'fork' }>): Promise<void> => {
    const details = { subject: kind };
    if (kind === 'engine') return refuse(requestId, new AppError('process-unavailable', 'An engine forks no engine.', { details }));
    const { args, maxOldSpaceMiB } = options;
    let child: UtilityHandle;
    try {
      child = await fork(kind, { ...(args ? { args } : {}), ...(maxOldSpaceMiB === undefined ? {} : { maxOldSpaceMiB }) });
    } catch (error) {
      const known = isAppError(error)
        ? error
        : new AppError('process-unavailable', `The ${kind} process could not be started.`, { details });
      return refuse(requestId, known);
    }
    if (disposed) return child.kill('SIGKILL');
    children.set(forkId, child);
    void child.exited.then(({ code, signal }) => {
      children.delete(forkId);
      parent.post({ type: 'fork-exit', forkId, code, signal }, []);
    });
    const { port1, port2 } = new MessageChannelMain();
    child.post({ type: 'channel' }, [port1]);
    parent.post({ type: 'answer', requestId, ...(child.pid === undefined ? {} : { pid: child.pid }) }, [port2]);
  };

  const weigh = async ({ requestId, forkId }: Extract<ToParent, { type: 'fork-resident' }>): Promise<void> => {
    const residentBytes = await children.get(forkId)?.residentBytes();
    parent.post({ type: 'answer', requestId, ...(residentBytes === undefined ? {} : { residentBytes }) }, []);
  };

  return {
    onFrame(frame) {
      if (frame.type === 'fork') void start(frame);
      else if (frame.type === 'fork-kill') children.get(frame.forkId)?.kill(frame.signal);
      else if (frame.type === 'fork-resident') void weigh(frame);
    },
    dispose() {
      disposed = true;
      for (const child of children.values()) child.kill('SIGKILL');
    },
  };
}
