import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostContract } from '../../../src/shared/contract/host.ts';
import { createContractClient } from '../../../src/shared/rpc/client.ts';
import { startHost, type Host, type HostOptions } from '../../../src/host/start-host.ts';
import { createNodeFork } from '../../../src/supervise/child-fork.ts';
import { trialContract } from '../processes/trial-contract.ts';
import { connectSocket, openLink } from './socket-port.ts';

const trialEngine = join(import.meta.dirname, '../processes/trial-engine.ts');

/** A host over a transport-only engine, in a folder of its own with a tiny window and a secret beside it. */
export async function startTrialHost(options: Partial<HostOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'footnote-host-'));
  const rendererDir = join(folder, 'renderer');
  const libraryDir = join(folder, 'library');
  await mkdir(join(rendererDir, 'assets'), { recursive: true });
  await mkdir(join(folder, 'renderer-secret'));
  await mkdir(libraryDir);
  await writeFile(join(folder, 'renderer-secret/key.txt'), 'the secret');
  await writeFile(join(rendererDir, 'index.html'), '<!doctype html><title>Window</title>');
  for (const name of ['app.js', 'pdf.worker.mjs', 'openjpeg.wasm', 'map.bcmap', 'style.css', 'a b.svg']) {
    await writeFile(join(rendererDir, 'assets', name), name);
  }
  const host = await startHost({
    libraryDir,
    rendererDir,
    version: 'trial',
    fork: createNodeFork({ files: { engine: trialEngine, models: trialEngine, reader: trialEngine } }),
    backoff: { firstMs: 10, maxMs: 50 },
    ...options,
  });
  return {
    host,
    folder,
    libraryDir,
    rendererDir,
    async [Symbol.asyncDispose]() {
      await host.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The two clients of one window, let in by a link of its own. */
export async function openWindow(host: Host) {
  const cookie = await openLink(host.newLink());
  const engine = await connectSocket(host.pageUrl, 'engine', cookie);
  const shell = await connectSocket(host.pageUrl, 'host', cookie);
  return {
    cookie,
    engineSocket: engine.socket,
    /** The code with which the engine's socket was closed. */
    engineClosed: engine.closed,
    hostSocket: shell.socket,
    engine: createContractClient(trialContract, engine.port).client,
    host: createContractClient(hostContract, shell.port).client,
  };
}

export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
