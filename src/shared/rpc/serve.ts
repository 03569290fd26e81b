import type { AnyContractRouter } from '@orpc/contract';
import { type AnyRouter, implement, isProcedure, Procedure, type Router } from '@orpc/server';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { ServerPeer } from '@orpc/standard-server-peer';
import type { MessagePortLike } from '../process.ts';
import { createFrameWriter, endOfTurn, readFrame } from './frames.ts';
import { isStream, stopWithSignal, translateStream } from './guarded-stream.ts';
import { type Bug, toWireError } from './wire-error.ts';

export interface ServeOptions {
  /** Checks outputs and stream parts against the contract; for tests. */
  validateOutputs?: boolean;
  /** Told of errors that are not AppErrors; the caller sees only `internal` with this log id. */
  onBug?: (bug: Bug) => void;
}

/** All handlers of a contract. */
export type ContractRouter<C extends AnyContractRouter> = Router<C, Record<string, never>>;

/** The builder of handlers of a contract: `os.sources.add.handler(...)`, then `os.router({...})`. */
export function implementContract<C extends AnyContractRouter>(contract: C) {
  return implement(contract, { initialOutputValidationIndex: Number.NaN });
}

/**
 * Serves `router` over a port until the port closes; then the signals of the calls under way abort.
 * Inputs are validated. Returns a function that stops serving and closes the port.
 */
export function serveContract(router: AnyRouter, port: MessagePortLike, options: ServeOptions = {}): () => void {
  const onBug = options.onBug ?? (() => {});
  const handler = new StandardRPCHandler(options.validateOutputs ? withOutputValidation(router) : router, {
    clientInterceptors: [
      async (call) => {
        const translate = (error: unknown): unknown => toWireError(error, call.path.join('.'), onBug);
        try {
          const output: unknown = await call.next();
          return isStream(output) ? translateStream(stopWithSignal(output, call.signal), translate) : output;
        } catch (error) {
          throw translate(error);
        }
      },
    ],
  });
  const handle = createServerPeerHandleRequestFn(handler, {});
  const writer = createFrameWriter(port, endOfTurn);
  const peer = new ServerPeer((message) => writer.send(message));

  const stopListening = port.onMessage((frame) => {
    readFrame(frame, (message) => {
      // A frame that cannot be read belongs to no call, so there is nobody to answer.
      peer.message(message, handle).catch(() => {});
    });
  });
  port.onClose(() => {
    stopListening();
    peer.close();
  });
  return () => port.close();
}

function withOutputValidation(router: AnyRouter): AnyRouter {
  if (isProcedure(router)) return new Procedure({ ...router['~orpc'], outputValidationIndex: 0 });
  return Object.fromEntries(Object.entries(router).map(([key, part]) => [key, withOutputValidation(part as AnyRouter)])) as AnyRouter;
}
