import { AppError } from '../../../src/shared/errors.ts';
import { implementContract } from '../../../src/shared/rpc/serve.ts';
import { trialContract } from './trial-contract.ts';

export function createTrialRouter(grants: ReadonlyMap<string, string> = new Map()) {
  const os = implementContract(trialContract);
  return os.router({
    whoAmI: os.whoAmI.handler(async () => ({
      pid: process.pid,
      secret: process.env['TRIAL_SECRET'] ?? null,
      execArgv: process.execArgv,
    })),
    count: os.count.handler(async function* ({ input }) {
      for (let n = 0; n < input.to; n++) yield { n, text: input.text };
    }),
    cpuMs: os.cpuMs.handler(async () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    }),
    hits: os.hits.handler(async ({ input }) =>
      Array.from({ length: input.count }, (_, id) => ({ id, text: 'A sentence of a document. '.repeat(input.chars / 26) })),
    ),
    never: os.never.handler(() => new Promise(() => {})),
    spin: os.spin.handler(() => {
      for (;;);
    }),
    granted: os.granted.handler(async ({ input }) => {
      const path = grants.get(input.grantId);
      if (path === undefined) throw new AppError('grant-unknown', 'unknown');
      return path;
    }),
    echo: os.echo.handler(async ({ input }) => ({ bytes: input.bytes })),
  });
}
