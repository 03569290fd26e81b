import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runDoctor } from '../../src/engine/api/doctor.ts';
import { createRuntimeInfo } from '../../src/engine/providers/runtime-info.ts';
import type { ChildHandle, Fork } from '../../src/shared/process.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { testModelPath } from '../models/generate.ts';
import { superviseModels } from './supervised-models.ts';

/** A fork that tells what it started. */
function watchedFork(models: string = processFiles().models): { fork: Fork; started: ChildHandle[] } {
  const started: ChildHandle[] = [];
  const real = createNodeFork({ files: { ...processFiles(), models } });
  const fork: Fork = async (...request) => {
    const handle = await real(...request);
    started.push(handle);
    return handle;
  };
  return { fork, started };
}

test('while no model is loaded a process of its own is asked, and ends; the models process is not started', async () => {
  const { supervised } = superviseModels();
  const { fork, started } = watchedFork();
  const info = await createRuntimeInfo({ fork, modelsProcess: supervised })();
  expect(info.threads).toBe(1);
  expect(info.gpuKinds).toContain('cpu');
  expect(supervised.state).toBe('stopped');
  expect(started).toHaveLength(1);
  await started[0]?.exited;
});

test('while a model is loaded the process that holds it answers', async () => {
  const { supervised, registry } = superviseModels();
  await registry.set('chat', testModelPath('chat'));
  await registry.load('chat');
  const { pid } = supervised;
  const { fork, started } = watchedFork();
  await expect(createRuntimeInfo({ fork, modelsProcess: supervised })()).resolves.toMatchObject({ gpu: 'cpu', threads: 1 });
  expect(started).toEqual([]);
  expect(supervised.pid).toBe(pid);
});

test('a driver that crashes is a failed line of the doctor with an action, and costs the models process nothing', async () => {
  const { supervised, registry, library } = superviseModels();
  const { fork } = watchedFork(join(import.meta.dirname, 'dies-of-its-driver.ts'));
  const modelsInfo = createRuntimeInfo({ fork, modelsProcess: supervised });
  for (let time = 1; time <= 4; time += 1) await expect(modelsInfo()).rejects.toMatchObject({ code: 'process-lost' });
  const checks = await runDoctor({ libraryDir: import.meta.dirname, library, models: registry, modelsInfo });
  expect(checks.find((check) => check.id === 'gpu')).toMatchObject({
    verdict: 'failed',
    detail: 'The model runtime ended the process that started it.',
    nextAction: expect.stringContaining('graphics driver') as string,
  });
  expect(supervised.state).toBe('stopped');
  await registry.set('chat', testModelPath('chat'));
  expect((await registry.load('chat')).state).toBe('ready');
});
