import { engineContract } from '../shared/contract/engine.ts';
import { modelsContract } from '../shared/contract/models.ts';
import { runEngineProcess } from '../supervise/engine-process.ts';
import { createStderrLog } from '../supervise/stderr-log.ts';
import { createSupervisor } from '../supervise/supervisor.ts';
import type { Logger } from './base/logger.ts';
import { assertNodeVersion } from './base/node-version.ts';
import { traceOf } from './base/trace-of.ts';

const logger: Logger = { log: createStderrLog('engine') };

runEngineProcess({
  contract: engineContract,
  async createEngine({ libraryDir, version, fork, power, keychain }) {
    assertNodeVersion();
    // Not before the line above: an old Node dies while it loads the native modules.
    const { createEngine } = await import('./engine.ts');
    const modelsProcess = createSupervisor({
      kind: 'models',
      contract: modelsContract,
      fork,
      log: (message, facts) => logger.log('warn', message, facts),
    });
    return createEngine({ libraryDir, version, fork, power, modelsProcess, logger, ...(keychain ? { keychain } : {}) });
  },
  onBug: ({ logId, method, error }) => logger.log('error', 'bug', { logId, method, stack: traceOf(error) }),
});
