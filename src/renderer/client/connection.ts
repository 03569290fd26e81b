import { PROTOCOL_VERSION } from '../../shared/contract/base.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import { hostContract } from '../../shared/contract/host.ts';
import { AppError, isAppError, toErrorData } from '../../shared/errors.ts';
import type { MessagePortLike } from '../../shared/process.ts';
import { createContractClient } from '../../shared/rpc/client.ts';
import { createStore } from '../state/store.ts';
import type { Client, ConnectionState, EngineClient, HostClient } from './client.ts';
import type { PortName, Transport } from './transport.ts';

interface Line<C> {
  readonly client: C;
  close(): void;
}

const lost = () => new AppError('connection-lost', 'The window lost its connection to the engine.');

/** Stands in while there is no connection: every call fails with `connection-lost`. */
const absent = (): unknown =>
  new Proxy(() => undefined, {
    get: (_target, key) => (key === 'then' ? undefined : absent()),
    apply: () => Promise.reject(lost()),
  });

/** Keeps the window connected: asks for ports, greets both sides, asks again with growing pauses when one is lost. */
export function createConnection(transport: Transport): Client {
  const state = createStore<ConnectionState>({ phase: 'connecting' });
  const noEngine = absent() as EngineClient;
  const noHost = absent() as HostClient;
  let engine: Line<EngineClient> | null = null;
  let host: Line<HostClient> | null = null;
  let generation = 0;
  let attempt = 0;
  let disposed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    clearTimeout(timer);
    if (disposed || (engine && host)) return;
    if (!engine) transport.request('engine');
    if (!host) transport.request('host');
    attempt += 1;
    timer = setTimeout(ask, Math.min(transport.retryMs.most, transport.retryMs.first * 2 ** Math.min(attempt, 10)));
    if (attempt > 1 && state.get().phase !== 'refused') state.set({ phase: 'reconnecting', attempt: attempt - 1 });
  };

  const drop = (name: PortName) => {
    if (name === 'engine') engine = null;
    else host = null;
    const now = state.get();
    if (disposed || (now.phase === 'refused' && now.error.code === 'protocol-mismatch')) return;
    if (now.phase !== 'refused') state.set({ phase: 'reconnecting', attempt });
    clearTimeout(timer);
    timer = setTimeout(ask, transport.retryMs.first);
  };

  const greet = async (toEngine: Line<EngineClient>, toHost: Line<HostClient>) => {
    try {
      const [info, facts] = await Promise.all([toEngine.client.system.info(), toHost.client.capabilities()]);
      if (engine !== toEngine || host !== toHost) return;
      if (info.protocol !== PROTOCOL_VERSION) {
        const error = new AppError('protocol-mismatch', 'The window and the engine are of different versions.');
        state.set({ phase: 'refused', error: toErrorData(error) });
        return;
      }
      attempt = 0;
      clearTimeout(timer);
      generation += 1;
      state.set({ phase: 'connected', generation, info, host: facts });
    } catch (error) {
      if (engine !== toEngine || host !== toHost) return;
      if (isAppError(error) && error.kind !== 'unavailable') {
        // The engine is there and says why it cannot serve: its library is open elsewhere, newer, damaged.
        state.set({ phase: 'refused', error: toErrorData(error) });
        return;
      }
      toEngine.close();
      toHost.close();
      engine = null;
      host = null;
      drop('engine');
    }
  };

  const take = (name: PortName, port: MessagePortLike) => {
    if (disposed) {
      port.close();
      return;
    }
    if (name === 'engine') {
      const before = engine;
      const line: Line<EngineClient> = createContractClient(engineContract, port);
      engine = line;
      before?.close();
      port.onClose(() => engine === line && drop('engine'));
    } else {
      const before = host;
      const line: Line<HostClient> = createContractClient(hostContract, port);
      host = line;
      before?.close();
      port.onClose(() => host === line && drop('host'));
    }
    if (engine && host) void greet(engine, host);
  };

  const stop = transport.onPort(take);
  ask();

  return {
    get engine() {
      return engine?.client ?? noEngine;
    },
    get host() {
      return host?.client ?? noHost;
    },
    connection: state,
    grantFiles: transport.grantFiles,
    dispose() {
      disposed = true;
      clearTimeout(timer);
      stop();
      engine?.close();
      host?.close();
      transport.dispose();
    },
  };
}
