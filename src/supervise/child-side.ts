import { PROTOCOL_VERSION } from '../shared/contract/base.ts';
import { isControlFrame, parseToChild, type Hello } from '../shared/control.ts';
import type { MessagePortLike, ProcessKind } from '../shared/process.ts';
import { createPortCore } from '../shared/rpc/port-core.ts';
import { closeSoon } from './close-soon.ts';
import { openParentChannel } from './parent-channel.ts';
import { leaveSignalsToParent, watchParent } from './parent-watch.ts';

const SHUTDOWN_LIMIT_MS = 4_000;

type Dispose = () => void | Promise<void>;

export interface ChildOptions {
  kind: ProcessKind;
  /** Serves the one connection. What it returns is called before the process ends in good order. */
  onConnect: (port: MessagePortLike) => Dispose | void;
}

/**
 * The body of a process that serves one contract to the process that forked it: says hello, hands over the
 * port, ends when told to and when the parent is gone (a reader also in the middle of work that never yields).
 */
export function runChild({ kind, onConnect }: ChildOptions): void {
  const parent = openParentChannel();
  let dispose: Dispose | void;
  let ending = false;

  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    await dispose?.();
    process.exit(0);
  };
  const serve = (port: MessagePortLike): void => {
    const core = createPortCore({ post: (message) => port.postMessage(message), close: () => port.close() });
    port.onMessage((message) => {
      if (!isControlFrame(message)) core.receive(message);
      else if (parseToChild(message)?.type === 'shutdown') void end();
    });
    port.onClose(() => {
      core.lose();
      void end();
    });
    port.postMessage(helloOf(kind));
    dispose = onConnect(core.port);
  };

  if (parent.host === 'node') {
    const core = createPortCore({ post: (message) => parent.send(message), close: closeSoon(process) });
    parent.onMessage((message) => core.receive(message));
    parent.onClose(() => core.lose());
    leaveSignalsToParent();
    // Only a reader can be stuck in somebody's file; the watch costs 13 MB of memory.
    if (kind === 'reader') watchParent();
    serve(core.port);
    return;
  }
  parent.onMessage((message, ports) => {
    const frame = parseToChild(message);
    const [port] = ports;
    if (frame?.type === 'channel' && port) serve(port);
    if (frame?.type === 'shutdown') void end();
  });
}

/** What a child says first. */
export function helloOf(kind: ProcessKind): Hello {
  return { type: 'hello', kind, protocol: PROTOCOL_VERSION, pid: process.pid };
}
