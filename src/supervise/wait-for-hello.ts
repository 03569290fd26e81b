import { PROTOCOL_VERSION } from '../shared/contract/base.ts';
import { parseToParent } from '../shared/control.ts';
import { AppError } from '../shared/errors.ts';
import type { ChildHandle } from '../shared/process.ts';
import type { Time } from './time.ts';

/**
 * Calls back once: without an error when the child has introduced itself as of its kind and our protocol.
 * Errors: `protocol-mismatch`; `process-unavailable` when it says nothing in time. Returns a cancel.
 */
export function waitForHello(handle: ChildHandle, limitMs: number, time: Time, done: (error?: AppError) => void): () => void {
  const details = { subject: handle.kind };
  const stopListening = handle.port.onMessage((message) => {
    const frame = parseToParent(message);
    if (frame?.type !== 'hello') return;
    cancel();
    if (frame.protocol === PROTOCOL_VERSION && frame.kind === handle.kind) done();
    else {
      const message = `The ${handle.kind} process is of another version than the rest of Footnote.`;
      done(new AppError('protocol-mismatch', message, { details }));
    }
  });
  const stopTimer = time.after(limitMs, () => {
    cancel();
    done(new AppError('process-unavailable', `The ${handle.kind} process did not answer after its start.`, { details }));
  });
  function cancel(): void {
    stopListening();
    stopTimer();
  }
  return cancel;
}
