import { type AnyContractRouter, isContractProcedure } from '@orpc/contract';
import { type AnyRouter, implement } from '@orpc/server';
import type { AppError } from '../errors.ts';

/** A router that answers every method of a contract with the same error: what a window meets when the engine cannot work. */
export function refuseAll(contract: AnyContractRouter, error: AppError): AnyRouter {
  if (isContractProcedure(contract)) {
    return implement(contract).handler(() => {
      throw error;
    });
  }
  return Object.fromEntries(Object.entries(contract).map(([key, part]) => [key, refuseAll(part, error)]));
}
