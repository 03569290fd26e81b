import type { MessagePortLike } from '../process.ts';
import { createPortCore } from './port-core.ts';

/** The part of a MessagePort that the page's and Node's have in common. */
export interface DomPortLike {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'close', listener: () => void): void;
  start(): void;
  close(): void;
}

/** Wraps a MessagePort of the page or of Node. Begins to receive at once; messages wait for the first listener. */
export function fromDomPort(port: DomPortLike): MessagePortLike {
  const core = createPortCore({ post: (message) => port.postMessage(message), close: () => port.close() });
  port.addEventListener('message', (event) => core.receive(event.data));
  port.addEventListener('close', () => core.lose());
  port.start();
  return core.port;
}
