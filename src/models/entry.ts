import { serveContract } from '../shared/rpc/serve.ts';
import { runChild } from '../supervise/child-side.ts';
import { createLoadedModels } from './loaded-models.ts';
import { createModelsRouter } from './router.ts';

const log = (level: string, message: string): void => void process.stderr.write(`[models] ${level}: ${message}\n`);
const models = createLoadedModels(log);
const router = createModelsRouter(models);

runChild({
  kind: 'models',
  onConnect: (port) => {
    const stop = serveContract(router, port, { onBug: (bug) => log('error', bug.logId) });
    return async () => {
      stop();
      await models.dispose();
    };
  },
});
