import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProcessKind } from '../../../src/shared/process.ts';
import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { createSupervisor, type Supervised } from '../../../src/supervise/supervisor.ts';
import { trialContract } from './trial-contract.ts';

const trialChild = join(import.meta.dirname, 'trial-child.ts');
const files: Record<ProcessKind, string> = { engine: trialChild, models: trialChild, reader: trialChild };
const started: Supervised<typeof trialContract>[] = [];

function supervise(file = trialChild, options: { helloTimeoutMs?: number } = {}) {
  const supervised = createSupervisor({
    kind: 'reader',
    contract: trialContract,
    fork: createNodeFork({ files: { ...files, reader: file } }),
    backoff: { firstMs: 10, maxMs: 50 },
    ...options,
  });
  started.push(supervised);
  return supervised;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((supervised) => supervised.dispose()));
});

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a killed process', () => {
  test('fails its calls and streams with process-lost and is there again for the next one', async () => {
    const supervised = supervise();
    const client = await supervised.client();
    const { pid } = await client.whoAmI();
    expect(pid).toBe(supervised.pid);
    const stream = await client.count({ to: 1e9 });
    await stream.next();
    const drained = failure(
      (async () => {
        for await (const part of stream) void part;
      })(),
    );
    const call = failure(client.never());
    process.kill(pid, 'SIGKILL');
    expect(await call).toMatchObject({ code: 'process-lost', retryable: true, details: { subject: 'reader' } });
    expect(await drained).toMatchObject({ code: 'process-lost' });
    const next = await (await supervised.client()).whoAmI();
    expect(next.pid).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
  });

  test('is given up after three deaths in a row, and a person can start it again', async () => {
    const supervised = supervise();
    for (let death = 1; death <= 3; death++) {
      const { pid } = await (await supervised.client()).whoAmI();
      process.kill(pid, 'SIGKILL');
      await until(() => supervised.state !== 'ready');
    }
    expect(supervised.state).toBe('broken');
    expect(await failure(supervised.client())).toMatchObject({ code: 'process-unavailable' });
    await supervised.restart('a person asked');
    await expect((await supervised.client()).whoAmI()).resolves.toMatchObject({ pid: supervised.pid });
  });
});

test('a process that cannot start is given up instead of tried for ever', async () => {
  const supervised = supervise(join(import.meta.dirname, 'no-such-file.ts'));
  expect(await failure(supervised.client())).toMatchObject({ code: 'process-unavailable' });
  expect(supervised.state).toBe('broken');
});

test('a process stuck in a loop is ended by dispose all the same', async () => {
  const supervised = createSupervisor({
    kind: 'reader',
    contract: trialContract,
    fork: createNodeFork({ files }),
    shutdownMs: 100,
  });
  const { pid } = await (await supervised.client()).whoAmI();
  const call = failure((await supervised.client()).spin());
  await supervised.dispose();
  expect(await call).toMatchObject({ code: 'process-lost' });
  expect(isAlive(pid)).toBe(false);
});

test('a child sees neither our secrets nor our options', async () => {
  process.env['TRIAL_SECRET'] = 'sk-123';
  const { secret, execArgv } = await (await supervise().client()).whoAmI();
  delete process.env['TRIAL_SECRET'];
  expect(secret).toBeNull();
  expect(execArgv).toEqual([]);
});

test('the memory of a child can be asked for', async () => {
  const supervised = supervise();
  await supervised.client();
  expect(await supervised.handle()?.residentBytes()).toBeGreaterThan(10 * 1024 * 1024);
});

test('bytes cross a process border unchanged', async () => {
  const client = await supervise().client();
  const sent = Uint8Array.from({ length: 4 * 1024 * 1024 }, (_, index) => (index * 7) % 256);
  const { bytes } = await client.echo({ bytes: new Blob([sent]) });
  expect(Buffer.compare(Buffer.from(await bytes.arrayBuffer()), Buffer.from(sent))).toBe(0);
});

test('a child dies with its parent, even when it is stuck in a loop', async () => {
  const parent = spawn(process.execPath, [join(import.meta.dirname, 'trial-parent.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(parent.stdout, 'data')) as [Buffer];
  const childPid = Number(line.toString());
  expect(isAlive(childPid)).toBe(true);
  parent.kill('SIGKILL');
  await until(() => !isAlive(childPid));
});
