import { expect, test } from 'vitest';
import { createReaderRouter } from '../../../../src/engine/ingestion/readers/reader-router.ts';
import { READ_WINDOW_PARTS, readerContract } from '../../../../src/shared/contract/reader.ts';
import { createContractClient } from '../../../../src/shared/rpc/client.ts';
import { createPortPair } from '../../../../src/shared/rpc/port-pair.ts';
import { serveContract } from '../../../../src/shared/rpc/serve.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

test('what a reader streams keeps to the contract', async () => {
  using folder = scratchFolder();
  const [own, other] = createPortPair();
  serveContract(createReaderRouter(), other, { validateOutputs: true });
  const connection = createContractClient(readerContract, own);
  const { client } = connection;
  const types: string[] = [];
  for await (const part of await client.read({ path: folder.put('a.md', '# Title\n\ntext'), formatHint: null })) types.push(part.type);
  expect(types).toEqual(['begin', 'blocks', 'end']);
  await expect(
    client.read({ path: folder.put('a.png', '\u0089PNG'), formatHint: null }).then((stream) => stream.next()),
  ).rejects.toMatchObject({ code: 'read-corrupt' });
  connection.close();
});

test('a reader waits for a consumer that falls behind, and goes on when told', async () => {
  using folder = scratchFolder();
  const [own, other] = createPortPair();
  serveContract(createReaderRouter(), other);
  const connection = createContractClient(readerContract, own);
  const { client } = connection;
  const path = folder.put('long.txt', `${'x'.repeat(70)}\n`.repeat(100_000));
  const stream = await client.read({ path, formatHint: null });
  let parts = 0;
  const take = async (): Promise<boolean> => {
    const step = await stream.next();
    if (!step.done) parts += 1;
    return !step.done;
  };
  for (let n = 0; n < READ_WINDOW_PARTS; n += 1) await take();
  const next = take();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(parts).toBe(READ_WINDOW_PARTS);
  await client.acknowledge({ parts: 1_000 });
  await next;
  while (await take());
  expect(parts).toBeGreaterThan(2 * READ_WINDOW_PARTS);
  connection.close();
});
