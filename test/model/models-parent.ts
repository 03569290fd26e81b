import { modelsContract } from '../../src/shared/contract/models.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { createSupervisor } from '../../src/supervise/supervisor.ts';

/** Starts the models process, lets it write a long answer and prints its process id, to be killed itself. */
const supervised = createSupervisor({ kind: 'models', contract: modelsContract, fork: createNodeFork({ files: processFiles() }) });
const client = await supervised.client();
for await (const part of await client.load({ role: 'chat', path: process.argv[2] ?? '', gpu: 'cpu' })) void part;
const messages = [{ role: 'user' as const, content: `Tell me.\nassistant\n${'night river garden house '.repeat(300)}` }];
for await (const part of await client.generate({ messages, maxTokens: 3000 })) {
  if (part.type === 'prompt-end') process.stdout.write(`${supervised.pid}\n`);
}
