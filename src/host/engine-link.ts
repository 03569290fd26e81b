import { randomBytes } from 'node:crypto';
import type { Grant } from '../shared/contract/host.ts';
import { parseToParent, type ToChild, type ToParent } from '../shared/control.ts';
import { AppError } from '../shared/errors.ts';
import type { ChildHandle, Fork } from '../shared/process.ts';
import { createLifecycle, type LifecycleOptions, type ProcessState } from '../supervise/lifecycle.ts';
import type { MachinePower } from '../supervise/machine-power.ts';
import { createQuestions } from '../supervise/questions.ts';

const MOST_GRANTS = 1_000;

type Log = (
  level: 'info' | 'warn' | 'error',
  message: string,
  facts?: Readonly<Record<string, string | number | null | undefined>>,
) => void;

/** One window's connection as the host sees it. */
export interface WindowConnection {
  /** From the engine to the window, untouched. */
  deliver(data: string | Uint8Array): void;
  /** The engine ended the connection, or ended itself. */
  ended(why: 'closed' | 'process-lost'): void;
}

export interface EngineLink {
  readonly pid: number | undefined;
  readonly state: ProcessState;
  /** Opens a connection to the engine, once it is ready. Fails with `process-unavailable` or `protocol-mismatch`. */
  connect(connection: WindowConnection): Promise<{ send(data: string | Uint8Array): void; close(): void }>;
  /** Mints a grant. Fails as the engine does when there is nothing at the path. */
  grant(path: string): Promise<Grant>;
  /** Absolute path of a document's original. Fails with `not-found`. */
  documentPath(documentId: number): Promise<string>;
  /** Starts the engine, or gives a broken one another chance. */
  restart(reason: string): Promise<void>;
  /** Resolves when the engine has opened its library; rejects with what kept it from doing so. */
  opened(): Promise<void>;
  dispose(): Promise<void>;
}

export interface EngineLinkOptions extends Pick<LifecycleOptions, 'backoff' | 'breaker' | 'shutdownMs' | 'helloTimeoutMs'> {
  libraryDir: string;
  version: string;
  fork: Fork;
  power: MachinePower;
  log: Log;
}

/** The engine process, kept alive, with the windows' connections in one channel. A restarted engine gets all grants again. */
export function createEngineLink(options: EngineLinkOptions): EngineLink {
  const { libraryDir, version, fork, power, log, ...rules } = options;
  const connections = new Map<number, WindowConnection>();
  const grants = new Map<string, string>();
  let lastConnectionId = 0;
  let current: ChildHandle | undefined;
  let disposed = false;
  let opening = Promise.withResolvers<void>();
  opening.promise.catch(() => {});

  const send = (frame: ToChild): void => {
    const port = current?.port;
    port?.postMessage(frame);
  };
  const questions = createQuestions((frame) => send(frame as ToChild));
  const tellPower = (): void => send({ type: 'power', isOnBattery: power.isOnBattery });
  const lost = (): AppError => new AppError('process-lost', 'The engine ended while it was at work.', { details: { subject: 'engine' } });

  const obey = (frame: ToParent): void => {
    questions.settle(frame);
    if (frame.type === 'data') connections.get(frame.connectionId)?.deliver(frame.data);
    else if (frame.type === 'disconnect') {
      const connection = connections.get(frame.connectionId);
      connections.delete(frame.connectionId);
      connection?.ended('closed');
    } else if (frame.type === 'ready') {
      // A library that was refused before may have been opened for a later window.
      opening.resolve();
      opening = Promise.withResolvers<void>();
      opening.resolve();
    } else if (frame.type === 'failed') {
      log('error', 'the engine cannot open its library', { code: frame.error.code, reason: frame.error.message });
      opening.reject(new AppError(frame.error.code, frame.error.message, { details: frame.error.details }));
    }
  };
  const onReady = (handle: ChildHandle): void => {
    current = handle;
    handle.port.onMessage((message) => {
      const frame = parseToParent(message);
      if (frame && current === handle) obey(frame);
    });
    handle.port.onClose(() => {
      if (current !== handle) return;
      current = undefined;
      opening.reject(lost());
      opening = Promise.withResolvers<void>();
      opening.promise.catch(() => {});
      questions.failAll(lost());
      const ended = [...connections.values()];
      connections.clear();
      for (const connection of ended) connection.ended('process-lost');
    });
    send({ type: 'init', libraryDir, version });
    tellPower();
    for (const [grantId, path] of grants) questions.ask({ type: 'grant', grantId, path }).catch(() => grants.delete(grantId));
  };
  const lifecycle = createLifecycle({
    ...rules,
    kind: 'engine',
    fork,
    onReady,
    log: (message, facts) => log('warn', message, facts),
  });
  // The engine has work of its own: it is wanted as long as the host runs, not only when a window asks.
  lifecycle.onState((state) => {
    if (state === 'stopped' && !disposed) lifecycle.ready().catch(() => {});
  });
  lifecycle.ready().catch(() => {});
  const stopListening = power.onChange(tellPower);

  return {
    get pid() {
      return lifecycle.handle()?.pid;
    },
    get state() {
      return lifecycle.state;
    },
    async connect(connection) {
      await lifecycle.ready();
      const connectionId = ++lastConnectionId;
      connections.set(connectionId, connection);
      send({ type: 'connect', connectionId });
      return {
        send(data) {
          if (connections.has(connectionId)) send({ type: 'data', connectionId, data });
        },
        close() {
          if (connections.delete(connectionId)) send({ type: 'disconnect', connectionId });
        },
      };
    },
    async grant(path) {
      await lifecycle.ready();
      const grantId = randomBytes(18).toString('base64url');
      const { answer } = await questions.ask({ type: 'grant', grantId, path });
      if (!answer.grant) throw lost();
      grants.set(grantId, path);
      for (const oldest of grants.keys()) {
        if (grants.size <= MOST_GRANTS) break;
        grants.delete(oldest);
      }
      return answer.grant;
    },
    async documentPath(documentId) {
      await lifecycle.ready();
      const { answer } = await questions.ask({ type: 'document-path', documentId });
      if (answer.path === undefined) throw lost();
      return answer.path;
    },
    restart: (reason) => lifecycle.restart(reason),
    async opened() {
      await lifecycle.ready();
      await opening.promise;
    },
    async dispose() {
      disposed = true;
      stopListening();
      await lifecycle.dispose();
    },
  };
}
