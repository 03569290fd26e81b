import { join } from 'node:path';
import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { createSupervisor } from '../../../src/supervise/supervisor.ts';
import { trialContract } from './trial-contract.ts';

/** Starts a child, lets it spin for ever and prints its process id, to be killed itself. */
const file = join(import.meta.dirname, 'trial-child.ts');
const supervised = createSupervisor({
  kind: 'reader',
  contract: trialContract,
  fork: createNodeFork({ files: { engine: file, models: file, reader: file } }),
});
const client = await supervised.client();
client.spin().catch(() => {});
setTimeout(() => process.stdout.write(`${supervised.pid}\n`), 100);
