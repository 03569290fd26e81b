import { engineContract, type EngineContract } from '../shared/contract/engine.ts';
import { modelsContract } from '../shared/contract/models.ts';
import type { Collection } from '../shared/domain/source.ts';
import type { ModelRole } from '../shared/domain/model.ts';
import { AppError } from '../shared/errors.ts';
import { createContractClient, type ContractClient } from '../shared/rpc/client.ts';
import { createPortPair } from '../shared/rpc/port-pair.ts';
import { serveContract } from '../shared/rpc/serve.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createNodeFork } from '../supervise/child-fork.ts';
import { processFiles } from '../supervise/process-files.ts';
import { createSupervisor } from '../supervise/supervisor.ts';
import type { CliArguments } from './arguments.ts';
import { fromHere } from './from-here.ts';
import { readVersion } from '../supervise/version.ts';

/** An engine in this process behind the same contract that a window talks to. */
export interface Session {
  readonly client: ContractClient<EngineContract>;
  readonly engine: Engine;
  /** The collection that `--collection` names, or the first one. */
  collection(options?: { create?: boolean }): Promise<Collection>;
  close(): Promise<void>;
}

/** Opens the library and chooses the models named on the command line. */
export async function openSession(args: CliArguments, libraryDir: string): Promise<Session> {
  const fork = createNodeFork({ files: processFiles() });
  const modelsProcess = createSupervisor({ kind: 'models', contract: modelsContract, fork });
  const engine = createEngine({ libraryDir, version: readVersion(), fork, modelsProcess });
  const [ours, theirs] = createPortPair();
  serveContract(engine.router, theirs);
  const { client, close } = createContractClient(engineContract, ours);

  const session: Session = {
    client,
    engine,
    async collection(options = {}) {
      const all = await client.collections.list();
      const wanted = args.collection === undefined ? all[0] : all.find((one) => one.name.toLowerCase() === args.collection?.toLowerCase());
      if (wanted) return wanted;
      if (options.create && args.collection !== undefined) return client.collections.create({ name: args.collection });
      throw new AppError(
        'not-found',
        `There is no collection “${args.collection ?? ''}”. There are: ${all.map((one) => one.name).join(', ')}.`,
      );
    },
    async close() {
      close();
      await engine.dispose();
    },
  };
  try {
    const chosen: [ModelRole, string | undefined][] = [
      ['chat', args.chatModel],
      ['embedding', args.embeddingModel],
      ['reranker', args.rerankerModel],
    ];
    for (const [role, path] of chosen) {
      if (path === undefined) continue;
      const grant = await engine.grants.add(fromHere(path));
      await client.models.set({ role, grantId: grant.grantId });
      await client.models.load({ role });
    }
  } catch (error) {
    await session.close();
    throw error;
  }
  return session;
}
