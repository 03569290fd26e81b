import type { MessagePortLike } from '../../shared/process.ts';
import type { PortName, Transport } from './transport.ts';
import { fromWebSocket } from './web-socket-port.ts';

/** Ports over WebSocket to the host that served this page. The session cookie is the authority. */
export function browserTransport(pageUrl: string = document.baseURI): Transport {
  const listeners = new Set<(name: PortName, port: MessagePortLike) => void>();
  const opening = new Map<PortName, WebSocket>();
  return {
    retryMs: { first: 200, most: 4_000 },
    grantFiles: null,
    request(name) {
      if (opening.has(name)) return;
      const socket = new WebSocket(new URL(`rpc/${name}`, pageUrl).href.replace(/^http/, 'ws'));
      opening.set(name, socket);
      socket.addEventListener('open', () => {
        opening.delete(name);
        const port = fromWebSocket(socket);
        for (const listener of listeners) listener(name, port);
      });
      socket.addEventListener('close', () => {
        if (opening.get(name) === socket) opening.delete(name);
      });
    },
    onPort(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      for (const socket of opening.values()) socket.close();
      listeners.clear();
    },
  };
}
