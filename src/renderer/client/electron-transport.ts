import { type FootnoteBridge, isPortMessage } from '../../shared/bridge.ts';
import type { MessagePortLike } from '../../shared/process.ts';
import { fromDomPort } from '../../shared/rpc/dom-port.ts';
import type { PortName, Transport } from './transport.ts';

/** Ports handed over by the shell as `message` events on the window. The engine's comes again when the engine does. */
export function electronTransport(bridge: FootnoteBridge): Transport {
  const listeners = new Set<(name: PortName, port: MessagePortLike) => void>();
  const onMessage = (event: MessageEvent) => {
    if (event.source !== window || event.origin !== location.origin || !isPortMessage(event.data)) return;
    const port = event.ports[0];
    if (!port) return;
    const wrapped = fromDomPort(port);
    for (const listener of listeners) listener((event.data as { to: PortName }).to, wrapped);
  };
  window.addEventListener('message', onMessage);
  let asked = false;
  return {
    retryMs: { first: 1_500, most: 8_000 },
    grantFiles: (files) => bridge.grantFiles(files),
    request() {
      // One request brings both ports, and both names are asked for in the same turn.
      if (asked) return;
      asked = true;
      queueMicrotask(() => {
        asked = false;
        bridge.requestPorts();
      });
    },
    onPort(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    dispose() {
      window.removeEventListener('message', onMessage);
      listeners.clear();
    },
  };
}
