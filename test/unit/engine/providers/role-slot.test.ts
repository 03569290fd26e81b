import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createRoleSlot } from '../../../../src/engine/providers/role-slot.ts';
import type { ModelFacts, ModelStatus } from '../../../../src/shared/domain/model.ts';
import { AppError } from '../../../../src/shared/errors.ts';

const facts = { name: 'Small', dimensions: 8 } as ModelFacts;

function slotWith(path: string | null) {
  const loads: { path: string; progress(fraction: number): void; signal: AbortSignal; result: PromiseWithResolvers<ModelFacts> }[] = [];
  const seen: ModelStatus[] = [];
  const slot = createRoleSlot({
    role: 'chat',
    path,
    load: (from, progress, signal) => {
      const result = Promise.withResolvers<ModelFacts>();
      signal.addEventListener('abort', () => result.reject(signal.reason as Error));
      loads.push({ path: from, progress, signal, result });
      return result.promise;
    },
    onChange: (status) => seen.push(status),
  });
  return { slot, loads, seen };
}

describe('role slot', () => {
  test('shows the file by name and without the home folder', () => {
    const { slot } = slotWith(join(homedir(), 'models', 'small.gguf'));
    expect(slot.status()).toMatchObject({ state: 'idle', fileName: 'small.gguf', displayPath: join('~', 'models', 'small.gguf') });
    expect(slotWith(null).slot.status()).toMatchObject({ state: 'not-set', fileName: null, displayPath: null });
  });

  test('calls at the same time share one load, and its progress is told', async () => {
    const { slot, loads, seen } = slotWith('/m/small.gguf');
    const both = Promise.all([slot.ensure(), slot.ensure()]);
    expect(loads).toHaveLength(1);
    loads[0]?.progress(0.5);
    loads[0]?.result.resolve(facts);
    expect(await both).toEqual([facts, facts]);
    expect(seen.map((status) => [status.state, status.loadProgress])).toEqual([
      ['loading', 0],
      ['loading', 0.5],
      ['ready', null],
    ]);
  });

  test('an abort leaves the load to those who still wait', async () => {
    const { slot, loads } = slotWith('/m/small.gguf');
    const stop = new AbortController();
    const leaving = slot.ensure({ signal: stop.signal });
    const staying = slot.ensure();
    const reason = new Error('enough');
    stop.abort(reason);
    await expect(leaving).rejects.toBe(reason);
    loads[0]?.result.resolve(facts);
    expect(await staying).toBe(facts);
  });

  test('after the process was lost the next use loads again', async () => {
    const { slot, loads } = slotWith('/m/small.gguf');
    const first = slot.ensure();
    loads[0]?.result.resolve(facts);
    await first;
    slot.forget();
    expect(slot.status().state).toBe('idle');
    void slot.ensure();
    expect(loads).toHaveLength(2);
  });

  test('a refused file is not read again by use, only on demand', async () => {
    const { slot, loads } = slotWith('/m/small.gguf');
    const first = slot.ensure();
    loads[0]?.result.reject(new AppError('model-corrupt', 'broken'));
    await expect(first).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(slot.status()).toMatchObject({ state: 'failed', error: { code: 'model-corrupt' } });
    await expect(slot.ensure()).rejects.toMatchObject({ code: 'model-corrupt' });
    expect(loads).toHaveLength(1);
    void slot.ensure({ again: true }).catch(() => {});
    expect(loads).toHaveLength(2);
  });

  test('a missing file is looked for again at the next use', async () => {
    const { slot, loads } = slotWith('/m/small.gguf');
    const first = slot.ensure();
    loads[0]?.result.reject(new AppError('model-missing', 'gone'));
    await expect(first).rejects.toMatchObject({ code: 'model-missing' });
    void slot.ensure().catch(() => {});
    expect(loads).toHaveLength(2);
  });

  test('choosing another file gives up the load and its late news', async () => {
    const { slot, loads, seen } = slotWith('/m/small.gguf');
    const first = slot.ensure();
    slot.choose('/m/large.gguf');
    await expect(first).rejects.toMatchObject({ code: 'model-not-set' });
    loads[0]?.progress(0.9);
    expect(slot.status()).toMatchObject({ state: 'idle', fileName: 'large.gguf' });
    expect(seen.at(-1)).toMatchObject({ state: 'idle', fileName: 'large.gguf' });
  });
});
