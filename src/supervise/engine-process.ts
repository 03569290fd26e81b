import type { AnyContractRouter } from '@orpc/contract';
import type { AnyRouter } from '@orpc/server';
import type { Grant } from '../shared/contract/host.ts';
import { parseToChild, type ToChild, type ToParent } from '../shared/control.ts';
import { AppError, isAppError, toErrorData } from '../shared/errors.ts';
import type { Fork, MessagePortLike } from '../shared/process.ts';
import { createPortCore, type PortCore } from '../shared/rpc/port-core.ts';
import { refuseAll } from '../shared/rpc/refuse-all.ts';
import { serveContract } from '../shared/rpc/serve.ts';
import type { Bug } from '../shared/rpc/wire-error.ts';
import { createNodeFork } from './child-fork.ts';
import { helloOf } from './child-side.ts';
import { openParentChannel } from './parent-channel.ts';
import type { MachinePower } from './machine-power.ts';
import { createParentKeychain, type ParentKeychain } from './parent-keychain.ts';
import { createParentFork } from './parent-fork.ts';
import { createParentPower } from './parent-power.ts';
import { leaveSignalsToParent } from './parent-watch.ts';
import { processFiles } from './process-files.ts';

const SHUTDOWN_LIMIT_MS = 4_500;

/** The engine as its process needs it. */
export interface ServedEngine {
  readonly router: AnyRouter;
  readonly grants: { add(path: string, grantId: string): Promise<Grant> };
  documentPath(documentId: number): string;
  dispose(): Promise<void>;
}

/** What the parent tells the engine at its start. `keychain` is absent where the host has none. */
export interface EngineInit {
  libraryDir: string;
  version: string;
  fork: Fork;
  power: MachinePower;
  keychain?: ParentKeychain;
}

export interface EngineProcessOptions {
  contract: AnyContractRouter;
  /**
   * An AppError is served to every window, and the next window that comes makes it try again; anything else ends
   * the process, and whoever supervises it starts it again.
   */
  createEngine(init: EngineInit): ServedEngine | Promise<ServedEngine>;
  onBug: (bug: Bug) => void;
}

/** The body of the engine process: windows, grants and shutdown as control frames on the channel to its parent. */
export function runEngineProcess(options: EngineProcessOptions): void {
  const channel = openParentChannel();
  const fork = channel.host === 'electron' ? createParentFork(channel) : createNodeFork({ files: processFiles() });
  const keychain = createParentKeychain(channel);
  const power = createParentPower(channel);
  const connections = new Map<number, PortCore>();
  const send = (frame: ToParent): void => channel.send(frame);
  let opened = Promise.withResolvers<ServedEngine>();
  let refused: Extract<ToChild, { type: 'init' }> | undefined;
  let ending = false;

  const open = async (init: Extract<ToChild, { type: 'init' }>): Promise<void> => {
    const { libraryDir, version, hasKeychain } = init;
    try {
      opened.resolve(await options.createEngine({ libraryDir, version, fork, power, ...(hasKeychain ? { keychain } : {}) }));
      send({ type: 'ready' });
    } catch (error) {
      if (!isAppError(error)) throw error;
      send({ type: 'failed', error: toErrorData(error) });
      refused = init;
      opened.resolve(refusingEngine(options.contract, error));
    }
  };
  /** What kept the library from being opened may be over: another program that had it, a full disk. */
  const openAgain = (): void => {
    if (!refused || ending) return;
    const init = refused;
    refused = undefined;
    opened = Promise.withResolvers();
    void open(init);
  };
  const end = async (): Promise<void> => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), SHUTDOWN_LIMIT_MS).unref();
    opened.resolve(refusingEngine(options.contract, new AppError('process-unavailable', 'Footnote is shutting down.')));
    await (await opened.promise).dispose();
    process.exit(0);
  };
  const serve = async (port: MessagePortLike): Promise<void> => {
    serveContract((await opened.promise).router, port, { onBug: options.onBug });
  };
  const connect = (connectionId: number): MessagePortLike => {
    const core = createPortCore({
      post: (data) => channel.send({ type: 'data', connectionId, data }),
      close: () => {
        connections.delete(connectionId);
        send({ type: 'disconnect', connectionId });
      },
    });
    connections.set(connectionId, core);
    return core.port;
  };
  const answer = async (requestId: number, work: (engine: ServedEngine) => Promise<object>): Promise<void> => {
    try {
      send({ type: 'answer', requestId, ...(await work(await opened.promise)) });
    } catch (error) {
      const known = isAppError(error) ? error : new AppError('internal', 'Something went wrong inside Footnote.');
      send({ type: 'refusal', requestId, error: toErrorData(known) });
    }
  };

  const obey = (frame: ToChild, [port]: readonly MessagePortLike[]): void => {
    switch (frame.type) {
      case 'init':
        return void open(frame);
      case 'connect':
        openAgain();
        return void serve(port ?? connect(frame.connectionId));
      case 'data':
        return connections.get(frame.connectionId)?.receive(frame.data);
      case 'disconnect':
        connections.get(frame.connectionId)?.lose();
        return void connections.delete(frame.connectionId);
      case 'grant':
        return void answer(frame.requestId, async ({ grants }) => ({ grant: await grants.add(frame.path, frame.grantId) }));
      case 'document-path':
        return void answer(frame.requestId, async (engine) => ({ path: engine.documentPath(frame.documentId) }));
      case 'shutdown':
        return void end();
      default:
        // The rest answers our own questions and is the fork's affair.
        return undefined;
    }
  };
  channel.onMessage((message, ports) => {
    const frame = parseToChild(message);
    if (frame) obey(frame, ports);
  });
  channel.onClose(() => void end());
  if (channel.host === 'node') leaveSignalsToParent();
  send(helloOf('engine'));
}

function refusingEngine(contract: AnyContractRouter, error: AppError): ServedEngine {
  const refuse = (): never => {
    throw error;
  };
  return { router: refuseAll(contract, error), grants: { add: async () => refuse() }, documentPath: refuse, dispose: async () => {} };
}
