/*
 * What the contract costs through the whole chain: engine process -> child_process channel -> host -> WebSocket ->
 * client. Prints one JSON line per figure. Run: npm run bench:contract
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContractClient } from '../../src/shared/rpc/client.ts';
import { startHost } from '../../src/host/start-host.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { connectSocket, openLink } from '../integration/host/socket-port.ts';
import { trialContract } from '../integration/processes/trial-contract.ts';

const CALLS = 10_000;
const PARTS = 60_000;
const trialEngine = join(import.meta.dirname, '../integration/processes/trial-engine.ts');

const libraryDir = await mkdtemp(join(tmpdir(), 'footnote-bench-'));
const fork = createNodeFork({ files: { engine: trialEngine, models: trialEngine, reader: trialEngine } });
const host = await startHost({ libraryDir, rendererDir: libraryDir, version: 'bench', fork });
const { port } = await connectSocket(host.pageUrl, 'engine', await openLink(host.url));
const { client } = createContractClient(trialContract, port);

interface Cost {
  wallMs: number;
  /** All three parts of the chain together; the client and the host share a process here. */
  cpuMs: number;
}

async function costOf(work: () => Promise<void>): Promise<Cost> {
  const engineBeforeMs = await client.cpuMs();
  const before = process.cpuUsage();
  const startedAtMs = performance.now();
  await work();
  const wallMs = performance.now() - startedAtMs;
  const own = process.cpuUsage(before);
  return { wallMs, cpuMs: (own.user + own.system) / 1000 + (await client.cpuMs()) - engineBeforeMs };
}

function report(name: string, figures: Record<string, number>): void {
  console.log(
    JSON.stringify({
      bench: name,
      ...Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Number(value.toPrecision(4))])),
    }),
  );
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const part of stream) void part;
}

for (let call = 0; call < 500; call++) await client.whoAmI();
await drain(await client.count({ to: 5_000 }));

const serial = await costOf(async () => {
  for (let call = 0; call < CALLS; call++) await client.whoAmI();
});
report('call, one after the other', { wallMsPerCall: serial.wallMs / CALLS, cpuMsPerCall: serial.cpuMs / CALLS });

const parallel = await costOf(async () => {
  for (let batch = 0; batch < CALLS / 20; batch++) await Promise.all(Array.from({ length: 20 }, () => client.whoAmI()));
});
report('call, twenty at once', { wallMsPerCall: parallel.wallMs / CALLS, cpuMsPerCall: parallel.cpuMs / CALLS });

const hits = await costOf(async () => {
  for (let call = 0; call < 300; call++) await client.hits({ count: 50, chars: 2_000 });
});
report('50 hits of 2 kB', { wallMsPerCall: hits.wallMs / 300, cpuMsPerCall: hits.cpuMs / 300 });

const stream = await costOf(async () => drain(await client.count({ to: PARTS, text: ' token' })));
report('stream parts', { partsPerSecond: PARTS / (stream.wallMs / 1000), cpuMicrosPerPart: (stream.cpuMs * 1000) / PARTS });

const bytes = new Blob([new Uint8Array(4 * 1024 * 1024)]);
const binary = await costOf(async () => {
  for (let call = 0; call < 10; call++) await client.echo({ bytes });
});
report('4 MiB there and back', { wallMsPerCall: binary.wallMs / 10, cpuMsPerCall: binary.cpuMs / 10 });

await host.close();
await rm(libraryDir, { recursive: true, force: true });
