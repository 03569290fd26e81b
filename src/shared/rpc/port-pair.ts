import type { MessagePortLike } from '../process.ts';
import { createPortCore, type PortCore } from './port-core.ts';

/** Two ports of one channel inside one process. Messages arrive in order, never within `postMessage` itself. */
export function createPortPair(): [MessagePortLike, MessagePortLike] {
  const half = (other: () => PortCore): PortCore =>
    createPortCore({
      post: (message) => queueMicrotask(() => other().receive(message)),
      close: () => queueMicrotask(() => other().lose()),
    });
  const left: PortCore = half(() => right);
  const right: PortCore = half(() => left);
  return [left.port, right.port];
}
