import type { AnyContractRouter } from '@orpc/contract';
import { AppError } from '../shared/errors.ts';
import type { ChildHandle } from '../shared/process.ts';
import { createContractClient, type ContractClient } from '../shared/rpc/client.ts';
import { createLifecycle, type LifecycleOptions, type ProcessState } from './lifecycle.ts';

export interface SupervisorOptions<C extends AnyContractRouter> extends Omit<LifecycleOptions, 'onReady'> {
  contract: C;
}

/** A process that is kept alive, and the client of what it serves. */
export interface Supervised<C extends AnyContractRouter> {
  /**
   * The client of the ready process; starts it or waits. A client of a process that died is dead: ask anew.
   * Fails with `process-unavailable` while the breaker is open.
   */
  client(): Promise<ContractClient<C>>;
  readonly state: ProcessState;
  readonly pid: number | undefined;
  onState(listener: (state: ProcessState) => void): () => void;
  /** Ends the process in good order and starts a new one, also when the breaker is open. */
  restart(reason: string): Promise<void>;
  handle(): ChildHandle | undefined;
  dispose(): Promise<void>;
}

/**
 * Keeps a process of a kind alive and gives out the client of its contract. Calls and streams under way when
 * it dies fail with `process-lost`. It restarts the process, never the work.
 */
export function createSupervisor<C extends AnyContractRouter>(options: SupervisorOptions<C>): Supervised<C> {
  const { contract, ...lifecycleOptions } = options;
  const lost = (): AppError =>
    new AppError('process-lost', `The ${options.kind} process ended while it was at work.`, { details: { subject: options.kind } });
  let client: ContractClient<C> | undefined;
  const lifecycle = createLifecycle({
    ...lifecycleOptions,
    onReady: (handle) => {
      client = createContractClient(contract, handle.port, { lost }).client;
    },
  });
  return {
    async client() {
      await lifecycle.ready();
      return client as ContractClient<C>;
    },
    get state() {
      return lifecycle.state;
    },
    get pid() {
      return lifecycle.handle()?.pid;
    },
    onState: (listener) => lifecycle.onState(listener),
    restart: (reason) => lifecycle.restart(reason),
    handle: () => lifecycle.handle(),
    dispose: () => lifecycle.dispose(),
  };
}
