import { createEngineLink, type EngineLink } from '../../../src/host/engine-link.ts';
import { engineContract } from '../../../src/shared/contract/engine.ts';
import { createContractClient } from '../../../src/shared/rpc/client.ts';
import { createPortCore } from '../../../src/shared/rpc/port-core.ts';
import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import type { Client } from './whole-engine.ts';

/** The engine process as a host keeps it; it is started again after as many as `crashes`. */
export function superviseEngine(libraryDir: string, { crashes = 20 }: { crashes?: number } = {}) {
  const link = createEngineLink({
    libraryDir,
    version: 'test',
    fork: createNodeFork({ files: processFiles() }),
    backoff: { firstMs: 10, maxMs: 50 },
    power: { isOnBattery: false, onChange: () => () => {} },
    breaker: { crashes },
    log: () => {},
  });
  return Object.assign(link, { [Symbol.asyncDispose]: () => link.dispose() });
}

/** A client of the engine that runs now; dead when that one is. */
export async function openWindow(link: EngineLink): Promise<{ client: Client; collectionId: number }> {
  let close = (): void => {};
  let send = (_data: string | Uint8Array): void => {};
  const core = createPortCore({ post: (message) => send(message as string | Uint8Array), close: () => close() });
  ({ send, close } = await link.connect({ deliver: (data) => core.receive(data), ended: () => core.lose() }));
  const { client } = createContractClient(engineContract, core.port);
  const [collection] = await client.collections.list();
  if (!collection) throw new Error('there is no collection');
  return { client, collectionId: collection.id };
}
