import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { createModelRegistry } from '../../src/engine/providers/model-registry.ts';
import type { ModelRegistry } from '../../src/engine/providers/specification.ts';
import { openLibrary, type Library } from '../../src/engine/store/open.ts';
import { modelsContract, type ModelsContract } from '../../src/shared/contract/models.ts';
import type { ModelStatus } from '../../src/shared/domain/model.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { createSupervisor, type Supervised } from '../../src/supervise/supervisor.ts';

process.env['FOOTNOTE_THREADS'] = '1';
process.env['FOOTNOTE_LOG'] = 'error';

export interface SupervisedModels {
  registry: ModelRegistry;
  supervised: Supervised<ModelsContract>;
  library: Library;
  /** Every change of a model's state, oldest first. */
  changes: ModelStatus[];
  /** A second registry over the same library, as after a restart of the engine. */
  reopen(): ModelRegistry;
}

const endings: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).toReversed()) await end();
});

/** The real models process under its supervisor, and the registry over a library of its own. */
export function superviseModels(gpu: 'auto' | 'cpu' = 'cpu'): SupervisedModels {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-models-'));
  const library = openLibrary({ path: join(folder, 'library.db'), clock: systemClock, logger: silentLogger });
  const supervised = createSupervisor({
    kind: 'models',
    contract: modelsContract,
    fork: createNodeFork({ files: processFiles() }),
    backoff: { firstMs: 10, maxMs: 50 },
  });
  const open = (): ModelRegistry => {
    const registry = createModelRegistry({
      library,
      modelsProcess: supervised,
      logger: silentLogger,
      clock: systemClock,
      gpu,
    });
    endings.push(() => registry.dispose());
    return registry;
  };
  endings.push(async () => {
    await supervised.dispose();
    library.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const registry = open();
  const changes: ModelStatus[] = [];
  registry.onChange((status) => changes.push(status));
  return { registry, supervised, library, changes, reopen: open };
}
