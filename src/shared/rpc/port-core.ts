import type { MessagePortLike } from '../process.ts';

export interface PortCore {
  readonly port: MessagePortLike;
  readonly closed: boolean;
  /** Hands a message from the other side to the listeners; kept until the first listener comes. */
  receive(message: unknown): void;
  /** The other side is gone. Later messages are dropped. */
  lose(): void;
}

/**
 * What every wrapper of a channel shares: listeners, messages kept until somebody listens, and one
 * close however it came about. `post` and `close` reach the real channel and are not called after it closed.
 */
export function createPortCore(channel: { post(message: unknown): void; close(): void }): PortCore {
  const messageListeners = new Set<(message: unknown) => void>();
  const closeListeners = new Set<() => void>();
  let backlog: unknown[] | undefined = [];
  let closed = false;

  const finish = (): void => {
    closed = true;
    const listeners = [...closeListeners];
    closeListeners.clear();
    for (const listener of listeners) listener();
  };

  return {
    port: {
      postMessage(message) {
        if (!closed) channel.post(message);
      },
      onMessage(listener) {
        messageListeners.add(listener);
        const kept = backlog;
        backlog = undefined;
        for (const message of kept ?? []) listener(message);
        return () => messageListeners.delete(listener);
      },
      onClose(listener) {
        if (closed) queueMicrotask(listener);
        else closeListeners.add(listener);
        return () => closeListeners.delete(listener);
      },
      close() {
        if (closed) return;
        channel.close();
        finish();
      },
    },
    get closed() {
      return closed;
    },
    receive(message) {
      if (closed) return;
      if (backlog) backlog.push(message);
      else for (const listener of messageListeners) listener(message);
    },
    lose() {
      if (!closed) finish();
    },
  };
}
