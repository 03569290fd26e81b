import { parseToChild, type ToParent } from '../shared/control.ts';
import { AppError } from '../shared/errors.ts';
import type { ExitInfo, Fork } from '../shared/process.ts';
import type { ParentChannel } from './parent-channel.ts';
import { createQuestions } from './questions.ts';

/**
 * A fork that asks the parent (Electron, where only main may fork). The answer brings the child's channel as
 * a transferred port. Rejects with what the parent refused it with, or `process-unavailable` when no port came.
 */
export function createParentFork(channel: ParentChannel): Fork {
  const send = (frame: ToParent): void => channel.send(frame);
  const questions = createQuestions((frame) => channel.send(frame));
  const exits = new Map<number, (exit: ExitInfo) => void>();
  let lastForkId = 0;
  channel.onMessage((message, ports) => {
    const frame = parseToChild(message);
    if (!frame) return;
    questions.settle(frame, ports);
    if (frame.type === 'fork-exit') {
      exits.get(frame.forkId)?.({ code: frame.code, signal: frame.signal });
      exits.delete(frame.forkId);
    }
  });

  return async (kind, options = {}) => {
    const forkId = ++lastForkId;
    // Before the question: a child that dies at once may be reported before its port is here.
    const exited = new Promise<ExitInfo>((resolve) => exits.set(forkId, resolve));
    const { answer, ports } = await questions.ask({ type: 'fork', forkId, kind, options });
    const [port] = ports;
    if (!port) throw new AppError('process-unavailable', `The ${kind} process could not be reached.`, { details: { subject: kind } });
    return {
      kind,
      pid: answer.pid,
      port,
      exited,
      kill: (signal = 'SIGTERM') => send({ type: 'fork-kill', forkId, signal }),
      residentBytes: async () => (await questions.ask({ type: 'fork-resident', forkId })).answer.residentBytes,
    };
  };
}
