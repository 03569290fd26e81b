import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import { findOrphans } from '../store/orphans.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

/** Runs a life and kills it as soon as it has made `count` more documents searchable. */
async function killAfter(count: number): Promise<number> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed-life.ts'), bench.home, bench.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let first: number | null = null;
  for await (const line of createInterface({ input: child.stdout })) {
    const searchable = Number(line);
    first ??= searchable;
    if (searchable < first + count) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
    return searchable;
  }
  throw new Error('the life ended by itself');
}

describe('an engine that is killed while it reads', () => {
  it('carries on where it was, and nothing is lost, doubled or left over', async () => {
    const paragraphs = (at: number) =>
      Array.from(
        { length: 60 },
        (_, line) => `Paragraph ${line} of file ${at} says that the tenant of house ${at * line} pays in time.`,
      ).join('\n\n');
    for (let at = 0; at < 60; at += 1) bench.put(`folder-${at % 5}/file-${at}.txt`, paragraphs(at));
    const first = await killAfter(5);
    const second = await killAfter(5);
    expect(second).toBeGreaterThan(first);
    expect(second).toBeLessThan(60);

    const life = bench.start({ models: modelRegistry(letterModel().model) });
    await life.idle();
    expect(life.documents()).toHaveLength(60);
    expect(life.documents().every((document) => document.state === 'searchable' && document.chunkCount > 1)).toBe(true);
    expect(life.readPaths.length).toBeLessThanOrEqual(60 - second);
    const coverage = coverageOf(life.library.read, life.collectionId, life.embeddings.currentModelId());
    expect(coverage).toMatchObject({ documents: 60, searchable: 60, embedded: coverage.chunks });
    await life.library.sweep();
    expect(findOrphans(life.library.read)).toEqual({});
  });

  it('lists a file that ends the engine each time it is read, instead of ending at it for ever', async () => {
    for (const name of ['a', 'm', 'z']) bench.put(`${name}.txt`, `The good text ${name}.`);
    bench.put('poison.txt', 'The text that the engine dies of.');
    const live = () =>
      spawnSync(process.execPath, [join(import.meta.dirname, 'killed-life.ts'), bench.home, bench.folder, 'poison.txt']).signal;
    let deaths = 0;
    while (live() === 'SIGKILL' && deaths < 20) deaths += 1;
    expect(deaths).toBe(5);

    const life = bench.start();
    await life.idle();
    expect(life.readPaths).toEqual([]);
    expect(life.documents().map(({ name, state }) => [name, state])).toEqual([
      ['a.txt', 'searchable'],
      ['m.txt', 'searchable'],
      ['poison.txt', 'failed'],
      ['z.txt', 'searchable'],
    ]);
    expect(life.document('poison.txt').error).toMatchObject({ code: 'read-crashed', details: { subject: 'poison.txt' } });
    life.ingestion.retryDocument(life.document('poison.txt').id);
    await life.idle();
    expect(life.document('poison.txt').state).toBe('searchable');
  });
});
