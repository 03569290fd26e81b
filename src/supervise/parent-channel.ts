import type { MessagePortLike } from '../shared/process.ts';
import { createPortCore } from '../shared/rpc/port-core.ts';

/** The way back to the process that forked this one, whichever host it is. */
export interface ParentChannel {
  /** `electron` when ports can be handed over and only main may fork. */
  readonly host: 'node' | 'electron';
  send(message: unknown): void;
  /** `ports` are those that came with the message; always empty under Node. */
  onMessage(listener: (message: unknown, ports: readonly MessagePortLike[]) => void): void;
  /** The parent is gone. */
  onClose(listener: () => void): void;
}

/** Electron's MessagePortMain, as far as it is used. */
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports?: readonly ElectronPort[] }) => void): unknown;
}

/** The channel of this process. Throws when nobody forked it. */
export function openParentChannel(): ParentChannel {
  const port = (process as { parentPort?: ElectronParentPort }).parentPort;
  if (port) return electronChannel(port);
  if (!process.send) throw new Error('This file is the entry of a child process; start `footnote` instead.');
  return {
    host: 'node',
    send: (message) => {
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on('message', (message) => listener(message, [])),
    onClose: (listener) => void process.once('disconnect', listener),
  };
}

/** A transferred port is wrapped once, however many listen: a second wrapper would keep every message for nobody. */
function electronChannel(port: ElectronParentPort): ParentChannel {
  const listeners: ((message: unknown, ports: readonly MessagePortLike[]) => void)[] = [];
  port.on('message', (event) => {
    const ports = (event.ports ?? []).map(fromElectronPort);
    for (const listener of listeners) listener(event.data, ports);
  });
  return {
    host: 'electron',
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void listeners.push(listener),
    // Electron ends its utility processes itself.
    onClose: () => {},
  };
}

/** Wraps a port of Electron's main or utility process. Begins to receive at once; messages wait for the first listener. */
export function fromElectronPort(port: ElectronPort): MessagePortLike {
  const core = createPortCore({ post: (message) => port.postMessage(message), close: () => port.close() });
  port.on('message', (event) => core.receive(event.data));
  port.on('close', () => core.lose());
  port.start();
  return core.port;
}
