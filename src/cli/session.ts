import { engineContract, type EngineContract } from '../shared/contract/engine.ts';
import { modelsContract } from '../shared/contract/models.ts';
import type { Collection } from '../shared/domain/source.ts';
import { AppError } from '../shared/errors.ts';
import type { ContractClient } from '../shared/rpc/client.ts';
import { createInProcessClient } from '../shared/rpc/in-process.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { createNodeFork } from '../supervise/child-fork.ts';
import { processFiles } from '../supervise/process-files.ts';
import { createSupervisor } from '../supervise/supervisor.ts';
import type { CliArguments } from './arguments.ts';
import { chooseModels } from './choose-models.ts';
import type { Output } from './output.ts';
import { readVersion } from '../supervise/version.ts';

/** An engine in this process behind the same contract that a window talks to. */
export interface Session {
  readonly client: ContractClient<EngineContract>;
  readonly engine: Engine;
  /** Takes the models named on the command line. Fails with the `model-*` error of one that cannot be loaded. */
  chooseModels(output: Output, signal: AbortSignal): Promise<void>;
  /** The collection that `--collection` names, or the first one. */
  collection(options?: { create?: boolean }): Promise<Collection>;
  close(): Promise<void>;
}

/** Opens the library. Only `index` does the work that waits in it; the other commands take it as it is. */
export function openSession(args: CliArguments, libraryDir: string): Session {
  const fork = createNodeFork({ files: processFiles() });
  const modelsProcess = createSupervisor({ kind: 'models', contract: modelsContract, fork });
  const engine = createEngine({
    libraryDir,
    version: readVersion(),
    fork,
    modelsProcess,
    backgroundWork: args.command === 'index',
    watch: false,
  });
  const { client, close } = createInProcessClient(engineContract, engine.router);

  return {
    client,
    engine,
    chooseModels: (output, signal) => chooseModels({ client, engine }, args, output, signal),
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
}
