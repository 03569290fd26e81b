import { randomUUID } from 'node:crypto';
import type { MessagePortMain } from 'electron';
import type { EngineProcessState } from '../shared/bridge.ts';
import type { Grant } from '../shared/contract/host.ts';
import { parseToParent, type ToChild } from '../shared/control.ts';
import { AppError, isAppError } from '../shared/errors.ts';
import { createLifecycle, type LifecycleLog } from '../supervise/lifecycle.ts';
import type { MachinePower } from '../supervise/machine-power.ts';
import { createQuestions, type Questions } from '../supervise/questions.ts';
import { createChildBroker } from './child-broker.ts';
import type { Keychain } from './keychain.ts';
import { createKeychainBroker } from './keychain-broker.ts';
import type { UtilityFork, UtilityHandle } from './utility-fork.ts';
import type { EngineConnections } from './window-ports.ts';

export interface EngineLink extends EngineConnections {
  /** Grants for the paths that exist; the engine knows them before the window does. */
  grantPaths(paths: readonly string[]): Promise<Grant[]>;
  /** Absolute path of a document's original. Fails with `not-found`, or as the engine is unavailable. */
  documentPath(documentId: number): Promise<string>;
  /** Ends the engine in good order. */
  dispose(): Promise<void>;
}

export interface EngineLinkOptions {
  fork: UtilityFork;
  libraryDir: string;
  version: string;
  power: MachinePower;
  /** Null where the system has none. */
  keychain: Keychain | null;
  log: LifecycleLog;
}

const MOST_GRANTS = 1_000;

/** Keeps the engine's utility process alive and speaks to it: windows, grants, and the forks it asks for. */
export function createEngineLink(options: EngineLinkOptions): EngineLink {
  const { fork, libraryDir, version, power, keychain, log } = options;
  /** What a restarted engine is told again. */
  const grantedPaths = new Map<string, string>();
  let current: { handle: UtilityHandle; questions: Questions } | undefined;
  let connectionCount = 0;
  let disposed = false;

  const lifecycle = createLifecycle({ kind: 'engine', fork, log, onReady: (handle) => greet(handle as UtilityHandle) });
  const asState = (): EngineProcessState => (lifecycle.state === 'stopped' ? 'starting' : lifecycle.state);
  /** Starts the engine, also again after a breaker's pause. Whoever needs it asks by itself and hears why not. */
  const start = (): void => void lifecycle.ready().catch(() => {});

  const tellPower = (): void => current?.handle.post({ type: 'power', isOnBattery: power.isOnBattery }, []);

  function greet(handle: UtilityHandle): void {
    const post = (frame: ToChild): void => handle.post(frame, []);
    const questions = createQuestions((question) => post(question as ToChild));
    const broker = createChildBroker(handle, fork);
    const answerKeychain = createKeychainBroker(keychain, post);
    current = { handle, questions };
    handle.port.onMessage((message) => {
      const frame = parseToParent(message);
      if (!frame) return;
      questions.settle(frame);
      broker.onFrame(frame);
      void answerKeychain(frame);
    });
    void handle.exited.then(() => {
      broker.dispose();
      questions.failAll(new AppError('process-lost', 'The engine ended while it was at work.', { details: { subject: 'engine' } }));
    });
    post({ type: 'init', libraryDir, version, hasKeychain: keychain !== null });
    tellPower();
    for (const [grantId, path] of grantedPaths) questions.ask({ type: 'grant', grantId, path }).catch(() => {});
  }

  const ask = async (question: Parameters<Questions['ask']>[0]): ReturnType<Questions['ask']> => {
    await lifecycle.ready();
    if (!current) throw new AppError('process-unavailable', 'The engine is not running.', { details: { subject: 'engine' } });
    return current.questions.ask(question);
  };

  const grantPath = async (path: string): Promise<Grant | undefined> => {
    const grantId = randomUUID();
    try {
      const { answer } = await ask({ type: 'grant', grantId, path });
      grantedPaths.set(grantId, path);
      for (const oldest of grantedPaths.keys()) {
        if (grantedPaths.size <= MOST_GRANTS) break;
        grantedPaths.delete(oldest);
      }
      return answer.grant;
    } catch (error) {
      // Gone between the choice and now; the others of the choice still count.
      if (isAppError(error) && (error.code === 'source-missing' || error.code === 'source-unreadable')) return undefined;
      throw error;
    }
  };

  const stopListening = power.onChange(tellPower);
  lifecycle.onState((state) => {
    if (state === 'stopped' && !disposed) start();
  });
  start();

  return {
    get state() {
      return asState();
    },
    onState: (listener) => lifecycle.onState(() => listener(asState())),
    connect: (port: MessagePortMain) => current?.handle.post({ type: 'connect', connectionId: ++connectionCount }, [port]),
    async grantPaths(paths) {
      const grants = await Promise.all(paths.map(grantPath));
      return grants.filter((grant) => grant !== undefined);
    },
    async documentPath(documentId) {
      const { answer } = await ask({ type: 'document-path', documentId });
      if (answer.path === undefined) throw new AppError('not-found', 'The engine knows no file of this document.');
      return answer.path;
    },
    async dispose() {
      disposed = true;
      stopListening();
      await lifecycle.dispose();
    },
  };
}
