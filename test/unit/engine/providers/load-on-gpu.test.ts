import { expect, test } from 'vitest';
import { AppError } from '../../../../src/shared/errors.ts';
import { gpuAttempts, loadOnGpu, type WantedGpu } from '../../../../src/engine/providers/load-on-gpu.ts';

const crash = (): AppError => new AppError('process-lost', 'gone');
const absent = (): AppError => new AppError('model-load-failed', 'no such kind', { details: { reason: 'runtime' } });

/** Loads that fail as told for a kind and work with every other. */
function machine(failures: Partial<Record<WantedGpu, () => Error>>) {
  const tried: WantedGpu[] = [];
  return {
    tried,
    load: async (gpu: WantedGpu) => {
      tried.push(gpu);
      const fail = failures[gpu];
      if (fail) throw fail();
      return 'loaded';
    },
  };
}

test('a driver that crashes is answered with the next kind', async () => {
  const { tried, load } = machine({ vulkan: crash });
  expect(await loadOnGpu('vulkan', 'm.gguf', load)).toEqual({ loaded: 'loaded', gpu: 'cpu' });
  expect(tried).toEqual(['vulkan', 'cpu']);
});

test('one death does not condemn: the same graphics card or the processor gets another chance', async () => {
  expect(gpuAttempts('auto', 'darwin')).toEqual(['auto', 'metal', 'cpu']);
  expect(gpuAttempts('auto', 'linux')).toEqual(['auto', 'vulkan', 'cpu']);
  let deaths = 0;
  const dieOnce = async (gpu: WantedGpu): Promise<string> => {
    if (deaths++ === 0) throw crash();
    return gpu;
  };
  expect(await loadOnGpu('cpu', 'm.gguf', dieOnce)).toEqual({ loaded: 'cpu', gpu: 'cpu' });
});

test('a kind that the machine lacks is passed over', async () => {
  const { load } = machine({ auto: crash, vulkan: absent, metal: absent });
  expect(await loadOnGpu('auto', 'm.gguf', load)).toEqual({ loaded: 'loaded', gpu: 'cpu' });
});

test('a file that is refused is refused at once', async () => {
  const { tried, load } = machine({ auto: () => new AppError('model-corrupt', 'broken') });
  await expect(loadOnGpu('auto', 'm.gguf', load)).rejects.toMatchObject({ code: 'model-corrupt' });
  expect(tried).toEqual(['auto']);
});

test('a file that crashes every kind ends in one error that names it', async () => {
  const { tried, load } = machine({ auto: crash, vulkan: crash, metal: crash, cpu: crash });
  await expect(loadOnGpu('auto', 'm.gguf', load)).rejects.toMatchObject({
    code: 'model-load-failed',
    retryable: false,
    details: { subject: 'm.gguf', reason: 'crash' },
  });
  expect(tried).toEqual(gpuAttempts('auto'));
});

test('a processor that cannot start llama.cpp is told as it is', async () => {
  const { load } = machine({ cpu: absent });
  await expect(loadOnGpu('cpu', 'm.gguf', load)).rejects.toMatchObject({ code: 'model-load-failed' });
});
