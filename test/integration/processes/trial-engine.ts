import { existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { AppError } from '../../../src/shared/errors.ts';
import { runEngineProcess } from '../../../src/supervise/engine-process.ts';
import { trialContract } from './trial-contract.ts';
import { createTrialRouter } from './trial-router.ts';

/** An engine process without an engine: the transport and nothing behind it. */
runEngineProcess({
  contract: trialContract,
  createEngine({ libraryDir }) {
    if (existsSync(join(libraryDir, 'refuse'))) throw new AppError('store-newer', 'This library was made by a newer version.');
    if (existsSync(join(libraryDir, 'crash'))) process.exit(7);
    const paths = new Map<string, string>();
    return {
      router: createTrialRouter(paths),
      grants: {
        async add(path, grantId) {
          if (!existsSync(path)) throw new AppError('source-missing', 'nothing there');
          paths.set(grantId, path);
          return { grantId, name: basename(path), displayPath: path, kind: statSync(path).isDirectory() ? 'folder' : 'file' };
        },
      },
      documentPath: (documentId) => {
        throw new AppError('not-found', `no document ${documentId}`);
      },
      dispose: async () => {},
    };
  },
  onBug: () => {},
});
