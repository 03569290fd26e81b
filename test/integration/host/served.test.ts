import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { engineContract } from '../../../src/shared/contract/engine.ts';
import { hostContract } from '../../../src/shared/contract/host.ts';
import { createContractClient } from '../../../src/shared/rpc/client.ts';
import { connectSocket, openLink } from './socket-port.ts';
import { failure } from './trial-host.ts';

const entry = join(import.meta.dirname, '../../../src/host/entry.ts');
let folder: string;
let served: ChildProcess;
let exited: Promise<unknown[]>;
let printed = '';
let logged = '';

async function serve(): Promise<URL> {
  printed = '';
  served = spawn(process.execPath, [entry, '--library', join(folder, 'library'), '--renderer', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FOOTNOTE_NO_OPEN: '1' },
    // A process group of its own, as under a shell.
    detached: true,
  });
  exited = once(served, 'exit');
  logged = '';
  served.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
  served.stderr?.on('data', (data: Buffer) => (logged += data.toString()));
  while (!printed.includes('\n')) await once(served.stdout as NonNullable<ChildProcess['stdout']>, 'data');
  return new URL(printed.trim());
}

async function openEngine(link: URL) {
  const cookie = await openLink(link.href);
  const [engine, host] = [await connectSocket(link.href, 'engine', cookie), await connectSocket(link.href, 'host', cookie)];
  return {
    engine: createContractClient(engineContract, engine.port).client,
    host: createContractClient(hostContract, host.port).client,
    cookie,
  };
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'footnote-served-'));
  await writeFile(join(folder, 'index.html'), '<!doctype html>');
});
afterEach(async () => {
  served.kill('SIGKILL');
  await exited;
  await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('the served engine', () => {
  test('answers through the printed link, which is all that stands on standard output, and ends on Ctrl+C in good order', async () => {
    const link = await serve();
    const { engine } = await openEngine(link);
    const info = await engine.system.info();
    expect(info.libraryPath).toContain(folder);
    expect((await engine.collections.list()).length).toBeGreaterThan(0);
    process.kill(-(served.pid as number), 'SIGINT');
    expect(await exited).toEqual([0, null]);
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(logged).toBe('');
  });

  test('killed while it serves is another one a moment later, with the same library', async () => {
    const link = await serve();
    const { engine, cookie } = await openEngine(link);
    const made = await engine.collections.create({ name: 'Kept' });
    const { epoch } = await engine.system.info();
    const pid = await childOf(served.pid as number);
    const lost = failure(drain(await engine.system.events(null)));
    process.kill(pid, 'SIGKILL');
    expect(await lost).toMatchObject({ code: 'connection-lost' });
    const again = createContractClient(engineContract, (await connectSocket(link.href, 'engine', cookie)).port).client;
    expect((await again.system.info()).epoch).not.toBe(epoch);
    expect((await again.collections.list()).map(({ id, name }) => [id, name])).toContainEqual([made.id, 'Kept']);
  });

  test('leaves no process behind when the host itself is killed', async () => {
    const link = await serve();
    await (await openEngine(link)).engine.system.info();
    const pid = await childOf(served.pid as number);
    served.kill('SIGKILL');
    while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const part of stream) void part;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The one child process of a process: the engine of a host. */
async function childOf(pid: number): Promise<number> {
  const listing = spawn('ps', ['-A', '-o', 'pid=,ppid='], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  listing.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await once(listing, 'close');
  const child = output
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .find(([, parent]) => parent === pid);
  if (child?.[0] === undefined) throw new Error('the host has no child');
  return child[0];
}
