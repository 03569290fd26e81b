import { type ClientContext, createORPCClient } from '@orpc/client';
import { StandardRPCLink } from '@orpc/client/standard';
import type { AnyContractRouter, ContractRouterClient } from '@orpc/contract';
import { ClientPeer } from '@orpc/standard-server-peer';
import { AppError } from '../errors.ts';
import type { MessagePortLike } from '../process.ts';
import { createFrameWriter, readFrame } from './frames.ts';
import { isStream, translateStream } from './guarded-stream.ts';
import { fromWireError } from './wire-error.ts';

/** The methods of a contract as a caller sees them: `client.sources.add(input, { signal })`. */
export type ContractClient<C extends AnyContractRouter> = ContractRouterClient<C>;

export interface ContractConnection<C extends AnyContractRouter> {
  readonly client: ContractClient<C>;
  /** Closes the port; calls and streams under way fail. */
  close(): void;
}

const connectionLost = (): AppError => new AppError('connection-lost', 'The connection to the engine was lost.');

/**
 * A typed client of `contract` over a port.
 * Errors: the {@link AppError} that the other side raised; the abort reason, unchanged, where the caller's
 * signal was used; and when the port has closed what `lost` makes (by default `connection-lost`), for
 * every call and stream under way and every later one.
 */
export function createContractClient<C extends AnyContractRouter>(
  _contract: C,
  port: MessagePortLike,
  options: { lost?: () => AppError } = {},
): ContractConnection<C> {
  const lost = options.lost ?? connectionLost;
  let closed = false;
  const writer = createFrameWriter(port, queueMicrotask);
  const peer = new ClientPeer((message) => writer.send(message));

  const stopListening = port.onMessage((frame) => {
    readFrame(frame, (message) => {
      peer.message(message).catch(() => port.close());
    });
  });
  port.onClose(() => {
    closed = true;
    stopListening();
    peer.close({ reason: lost() });
  });

  const translate = (error: unknown, signal: AbortSignal | undefined): unknown => {
    if (signal?.aborted) return signal.reason;
    return closed ? lost() : fromWireError(error);
  };

  const link = new StandardRPCLink<ClientContext>(
    {
      async call(request) {
        if (closed) throw lost();
        const response = await peer.request(request);
        return { ...response, body: () => Promise.resolve(response.body) };
      },
    },
    {
      url: 'http://orpc',
      interceptors: [
        async (call) => {
          const { signal } = call;
          try {
            const output = await call.next();
            return isStream(output) ? translateStream(output, (error) => translate(error, signal)) : output;
          } catch (error) {
            throw translate(error, signal);
          }
        },
      ],
    },
  );
  return { client: createORPCClient<ContractClient<C>>(link), close: () => port.close() };
}
