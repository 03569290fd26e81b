import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listCollections } from '../../../src/engine/store/collections.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import { detachSource, listDetachedSources } from '../../../src/engine/store/sources.ts';
import type { ReadInput } from '../../../src/shared/contract/reader.ts';
import { found, type Life } from './found.ts';
import { createWorkbench, readInProcess, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

describe('pause, resume, cancel, remove', () => {
  function heldReader() {
    const held: (() => void)[] = [];
    let isOpen = false;
    return {
      open() {
        isOpen = true;
        for (const release of held.splice(0)) release();
      },
      read: async function* read(this: void, input: ReadInput, options: { signal: AbortSignal }) {
        if (!isOpen) {
          await new Promise<void>((resolve, reject) => {
            held.push(resolve);
            options.signal.addEventListener('abort', () => reject(options.signal.reason as Error));
          });
        }
        yield* readInProcess(input, options);
      },
    };
  }

  it('stops at once on pause and carries on after resume, also in a later life', async () => {
    for (let at = 0; at < 10; at += 1) bench.put(`file-${at}.txt`, `Text number ${at}.`);
    const gate = heldReader();
    let life = bench.start({ read: gate.read });
    const source = await life.add();
    await expect.poll(() => life.readPaths.length).toBeGreaterThan(0);
    expect(life.ingestion.pause(source.id).state).toBe('paused');
    await life.idle();
    expect(life.documents().every((document) => document.state === 'queued')).toBe(true);
    await life.dispose();

    gate.open();
    life = bench.start({ read: gate.read });
    await life.idle();
    expect(life.ingestion.get(source.id).state).toBe('paused');
    expect(life.readPaths).toEqual([]);
    life.ingestion.resume(source.id);
    await life.idle();
    expect(life.documents().every((document) => document.state === 'searchable')).toBe(true);
    expect(life.ingestion.get(source.id).state).toBe('idle');
  });

  it('drops what waits on cancel, keeps what is indexed, and the next scan takes it up again', async () => {
    bench.put('done.txt', 'The old words about the door.', 1_000_000);
    const gate = heldReader();
    gate.open();
    const life = bench.start({ read: gate.read });
    const source = await life.add();
    await life.idle();
    await life.dispose();

    const second = heldReader();
    bench.put('done.txt', 'Newer words about the door.', 2_000_000);
    bench.put('waiting.txt', 'A text that waits.');
    const next = bench.start({ read: second.read });
    await expect.poll(() => next.readPaths.length).toBe(2);
    const cancelled = await next.ingestion.cancel(source.id);
    expect(cancelled.state).toBe('idle');
    expect(next.documents().map((document) => [document.relativePath, document.state])).toEqual([['done.txt', 'searchable']]);
    expect(found(next, 'old')).toEqual(['done.txt']);

    second.open();
    next.ingestion.rescan(source.id);
    await next.idle();
    expect(found(next, 'newer')).toEqual(['done.txt']);
    expect(next.document('waiting.txt').state).toBe('searchable');
  });

  it('removes a source while it is being read, with everything of it, and leaves the files alone', async () => {
    bench.put('a.txt', 'A text about the mill.');
    const gate = heldReader();
    const life = bench.start({ read: gate.read });
    const source = await life.add();
    await expect.poll(() => life.readPaths.length).toBe(1);
    await life.ingestion.remove(source.id);
    gate.open();
    await life.idle();
    expect(life.documents()).toEqual([]);
    expect(life.ingestion.list(life.collectionId)).toEqual([]);
    expect(() => life.ingestion.get(source.id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(life.changes).toContainEqual({ type: 'source-removed', sourceId: source.id, collectionId: life.collectionId });
    rmSync(join(bench.folder, 'a.txt'));
  });

  const secrets = (life: Life) =>
    life.library.read.all(statement<NoValues, { text: string }>('test.text', `select text from block where text like '%secret%'`), {});

  it('removes the text of a source at once, also while files of another source wait', async () => {
    bench.put('a.txt', 'A secret text.');
    mkdirSync(join(bench.home, 'other'));
    writeFileSync(join(bench.home, 'other', 'b.txt'), 'Another text.');
    const life = bench.start();
    const source = await life.add();
    const other = await life.add(join(bench.home, 'other'));
    await life.idle();
    life.ingestion.pause(other.id);
    life.ingestion.retryDocument(life.document('b.txt').id);
    await life.ingestion.remove(source.id);
    await life.library.sweep();
    expect(life.document('b.txt').state).toBe('queued');
    expect(secrets(life)).toEqual([]);
  });

  it('shows nothing of a source from the first moment of its removal on, and takes the same folder in again meanwhile', async () => {
    for (let at = 0; at < 250; at += 1) bench.put(`file-${at}.txt`, `Text number ${at} about the pond.`);
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    const removed = life.ingestion.remove(source.id);
    expect(life.documents()).toEqual([]);
    expect(found(life, 'pond')).toEqual([]);
    expect(life.ingestion.list(life.collectionId)).toEqual([]);
    expect(() => life.ingestion.rescan(source.id)).toThrow(expect.objectContaining({ code: 'not-found' }));
    const again = await life.add();
    await removed;
    await life.idle();
    expect(life.documents()).toHaveLength(250);
    expect(life.documents().every(({ sourceId, state }) => sourceId === again.id && state === 'searchable')).toBe(true);
  });

  it('finishes in the next life a removal that the end of the engine cut short', async () => {
    bench.put('a.txt', 'A secret text.');
    const life = bench.start();
    const source = await life.add();
    await life.idle();
    life.library.transaction((db) => detachSource(db, source.id));
    await life.dispose();

    const next = bench.start();
    await next.idle();
    await next.library.sweep();
    expect(secrets(next)).toEqual([]);
    expect(listDetachedSources(next.library.read)).toEqual([]);
    expect(next.readPaths).toEqual([]);
  });

  it('removes a collection with its sources, and one collection always stays', async () => {
    bench.put('a.txt', 'A secret text.');
    const life = bench.start();
    await life.add();
    await life.idle();
    await life.ingestion.removeCollection(life.collectionId);
    await life.library.sweep();
    expect(secrets(life)).toEqual([]);
    expect(listCollections(life.library.read)).toMatchObject([{ sourceCount: 0, documentCount: 0 }]);
  });
});
