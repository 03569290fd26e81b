import { serveContract } from '../shared/rpc/serve.ts';
import { runChild } from '../supervise/child-side.ts';
import { createStderrLog } from '../supervise/stderr-log.ts';
import { createLoadedModels } from './loaded-models.ts';
import { createModelsRouter } from './router.ts';

const log = createStderrLog('models');
/* What matters of its lines is in the errors; the rest is for whoever looks for it. */
const models = createLoadedModels((level, message) => log(level === 'error' ? 'warn' : 'debug', 'llama.cpp', { line: message }));
const router = createModelsRouter(models, (error) => log('warn', 'failed', { code: error.code, stack: stackOf(error.cause) }));

runChild({
  kind: 'models',
  onConnect: (port) => {
    const stop = serveContract(router, port, {
      onBug: ({ logId, method, error }) => log('error', 'bug', { logId, method, stack: stackOf(error) }),
    });
    return async () => {
      stop();
      await models.dispose();
    };
  },
});

/** Where it happened, without the message, which may hold a prompt. */
function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [error.name, ...frames].join('\n');
}
