import type { AnyContractRouter } from '@orpc/contract';
import type { AnyRouter } from '@orpc/server';
import { type ContractConnection, createContractClient } from './client.ts';
import { createPortPair } from './port-pair.ts';
import { type ServeOptions, serveContract } from './serve.ts';

/** A client of a router in the same process, with the validation and errors that a real connection has. */
export function createInProcessClient<C extends AnyContractRouter>(
  contract: C,
  router: AnyRouter,
  options: ServeOptions = {},
): ContractConnection<C> {
  const [near, far] = createPortPair();
  serveContract(router, far, options);
  return createContractClient(contract, near);
}
