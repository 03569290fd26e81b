import type { PortName, Transport } from '../../../src/renderer/client/transport.ts';
import type { MessagePortLike } from '../../../src/shared/process.ts';
import { createPortPair } from '../../../src/shared/rpc/port-pair.ts';
import { serveContract } from '../../../src/shared/rpc/serve.ts';
import type { FakeEngine } from './fake-engine.ts';
import type { FakeHost } from './fake-host.ts';

export interface FakeTransport extends Transport {
  /** Closes the port as a crash would. While `away` is true no new one is given. */
  cut(name: PortName): void;
  away: boolean;
}

/** Ports inside this process, through the real codec, with outputs checked against the contract. */
export function createFakeTransport(engine: FakeEngine, host: FakeHost): FakeTransport {
  const listeners = new Set<(name: PortName, port: MessagePortLike) => void>();
  const open = new Map<PortName, MessagePortLike>();
  const transport: FakeTransport = {
    retryMs: { first: 10, most: 50 },
    grantFiles: null,
    away: false,
    request(name) {
      if (transport.away) return;
      const [near, far] = createPortPair();
      serveContract(name === 'engine' ? engine.router : host.router, far, { validateOutputs: true });
      open.set(name, far);
      queueMicrotask(() => {
        for (const listener of listeners) listener(name, near);
      });
    },
    onPort(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    cut(name) {
      open.get(name)?.close();
      open.delete(name);
    },
    dispose() {
      for (const port of open.values()) port.close();
      listeners.clear();
    },
  };
  return transport;
}
