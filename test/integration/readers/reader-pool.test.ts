import { fileURLToPath } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { PoolLimits } from '../../../src/engine/ingestion/readers/pool-limits.ts';
import { createReaderPool, type ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import type { ReadPart } from '../../../src/shared/contract/reader.ts';
import type { ChildHandle } from '../../../src/shared/process.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import { recordingFork } from './reader-fork.ts';

let pool: ReaderPool;
afterEach(() => pool.dispose());

/** A pool of trial readers, whose files are deeds (see `trial-reader.ts`). */
function trialPool(limits: Partial<PoolLimits> = {}, size = 1): ChildHandle[] {
  const reader = fileURLToPath(new URL('trial-reader.ts', import.meta.url));
  const { fork, started } = recordingFork({ ...processFiles(), reader });
  pool = createReaderPool({ fork, size, clock: systemClock, logger: silentLogger, limits: { sampleEveryMs: 20, ...limits } });
  return started;
}

async function read(deed: string, signal?: AbortSignal): Promise<ReadPart[]> {
  const parts: ReadPart[] = [];
  for await (const part of pool.read({ path: `/files/${deed}`, formatHint: null }, signal ? { signal } : {})) parts.push(part);
  return parts;
}

test('files one after another share a process, which is replaced after its share of files', async () => {
  const started = trialPool({ filesPerProcess: 3 });
  for (let file = 0; file < 7; file += 1) expect((await read('good')).at(-1)?.type).toBe('end');
  expect(started).toHaveLength(3);
});

test('an original that is to be shown does not wait for the files that are to be indexed', async () => {
  trialPool();
  const ended: string[] = [];
  const reading = async (name: string, purpose?: 'bytes' | 'unlocked'): Promise<void> => {
    for await (const _ of pool.read({ path: `/files/${name}`, formatHint: null, ...(purpose ? { purpose } : {}) }));
    ended.push(name);
  };
  await Promise.all([reading('a'), reading('b'), reading('c'), reading('member', 'bytes'), reading('protected', 'unlocked')]);
  expect(ended).toEqual(['a', 'member', 'protected', 'b', 'c']);
});

test('a file that hangs its reader is stopped, and the next file is read', async () => {
  const started = trialPool({ quietMs: 2_000 });
  await expect(read('hang')).rejects.toMatchObject({ code: 'read-timeout', details: { subject: 'hang' } });
  expect(await started[0]?.exited).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await read('good')).toHaveLength(2);
});

test('steady progress keeps a slow file alive, up to the limit in all', async () => {
  trialPool({ quietMs: 2_000, totalMs: 4_000 });
  const pages: ReadPart[] = [];
  const reading = async (): Promise<void> => {
    for await (const part of pool.read({ path: '/files/steady', formatHint: null })) pages.push(part);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'read-timeout' });
  expect(pages.length).toBeGreaterThan(5);
});

test('a file that fills memory is stopped', async () => {
  trialPool({ residentBytes: 256 * 1024 * 1024 });
  await expect(read('fill')).rejects.toMatchObject({ code: 'read-memory', details: { subject: 'fill', limit: 256 * 1024 * 1024 } });
  expect(await read('good')).toHaveLength(2);
});

test.each([
  ['exit', 'exit code 7'],
  ['abort', 'SIGABRT'],
])('a reader that dies (%s) fails its file only, with what came before', async (deed, reason) => {
  trialPool();
  const parts: ReadPart[] = [];
  const reading = async (): Promise<void> => {
    for await (const part of pool.read({ path: `/files/${deed}`, formatHint: null })) parts.push(part);
  };
  await expect(reading()).rejects.toMatchObject({ code: 'read-crashed', details: { subject: deed, reason } });
  expect(parts.map(({ type }) => type)).toEqual(['begin']);
  expect(await read('good')).toHaveLength(2);
});

test('a file that ends the first engine is given once to the second, in a new process', async () => {
  const started = trialPool();
  expect((await read('engine')).map(({ type }) => type)).toEqual(['begin', 'warning', 'end']);
  await expect(read('engines')).rejects.toMatchObject({ code: 'read-crashed', details: { subject: 'engines', reason: 'SIGABRT' } });
  expect(started).toHaveLength(3);
});

test('an error of our own fails the file under a log id and costs the reader its place', async () => {
  const started = trialPool();
  await expect(read('bug')).rejects.toMatchObject({ code: 'read-crashed', details: { logId: expect.any(String) } });
  await read('good');
  expect(started).toHaveLength(2);
});

test('a crash leaves the other readers at work', async () => {
  trialPool({}, 2);
  const results = await Promise.allSettled(['good', 'abort', 'good', 'exit', 'good', 'good'].map((deed) => read(deed)));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
});

test('an abort passes its reason through and frees the place, even from a reader that never yields', async () => {
  trialPool();
  const controller = new AbortController();
  const reading = read('hang', controller.signal);
  const waiting = read('good');
  setTimeout(() => controller.abort(new Error('changed my mind')), 500);
  await expect(reading).rejects.toThrow('changed my mind');
  expect(await waiting).toHaveLength(2);
});

test('an abort while waiting for a place takes no process', async () => {
  const started = trialPool();
  const first = read('steady', AbortSignal.timeout(1_500)).catch((error: unknown) => error);
  const controller = new AbortController();
  const second = read('good', controller.signal);
  controller.abort(new Error('no more'));
  await expect(second).rejects.toThrow('no more');
  expect(await first).toMatchObject({ name: 'TimeoutError' });
  expect(started.length).toBeLessThanOrEqual(1);
});

test('a reader that is left in the middle of a file is replaced', async () => {
  const started = trialPool();
  for await (const part of pool.read({ path: '/files/steady', formatHint: null })) if (part.type === 'begin') break;
  expect(await read('good')).toHaveLength(2);
  expect(started).toHaveLength(2);
});

test('a reader that died while idle is replaced unnoticed', async () => {
  const started = trialPool();
  await read('good');
  started[0]?.kill('SIGKILL');
  expect(await read('good')).toHaveLength(2);
});

test('idle readers end', async () => {
  const started = trialPool({ idleMs: 50 });
  await read('good');
  expect(await started[0]?.exited).toEqual({ code: null, signal: 'SIGKILL' });
});

test('disposing ends readers and readings', async () => {
  const started = trialPool();
  const reading = read('steady');
  const settled = expect(reading).rejects.toMatchObject({ code: 'process-unavailable' });
  await new Promise((resolve) => setTimeout(resolve, 700));
  await pool.dispose();
  await settled;
  expect(await Promise.all(started.map(({ exited }) => exited))).toHaveLength(1);
  await expect(read('good')).rejects.toMatchObject({ code: 'process-unavailable' });
});
