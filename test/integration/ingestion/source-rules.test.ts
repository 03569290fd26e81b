import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSourceRules, type SourceRules } from '../../../src/shared/domain/source.ts';
import { found, type Life } from './found.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

async function indexed() {
  const life = bench.start();
  const { id } = await life.add();
  await life.idle();
  const set = async (rules: Partial<SourceRules>) => {
    life.ingestion.setRules(id, { ...defaultSourceRules, ...rules });
    await life.idle();
  };
  return { life, id, set };
}

const names = (life: Life): string[] => life.documents().map((document) => document.relativePath);

describe('the rules of a source', () => {
  it('take out what they leave out, and bring it back unread when they no longer do', async () => {
    bench.put('a.txt', 'The attic.');
    bench.put('drafts/b.txt', 'The basement.');
    bench.put('.hidden/c.txt', 'The cellar.');
    const { life, id, set } = await indexed();
    expect(names(life)).toEqual(['a.txt', 'drafts/b.txt']);
    await set({ ignore: 'drafts/\n' });
    expect(names(life)).toEqual(['a.txt']);
    expect(found(life, 'basement')).toEqual([]);
    expect(life.ingestion.get(id).rules.ignore).toBe('drafts/\n');
    await set({ includeHidden: true });
    expect(names(life)).toEqual(['.hidden/c.txt', 'a.txt', 'drafts/b.txt']);
  });

  it('may leave everything out; that is no drive that was taken away', async () => {
    for (let at = 0; at < 30; at += 1) bench.put(`file-${at}.txt`, `Text ${at}.`);
    const { life, id, set } = await indexed();
    await set({ ignore: '*\n' });
    expect(names(life)).toEqual([]);
    expect(life.ingestion.get(id).state).toBe('idle');
  });

  it('list what is larger than they allow without reading it, in either direction', async () => {
    bench.put('small.txt', 'Small.');
    bench.put('large.txt', 'The large text. '.repeat(100));
    const { life, set } = await indexed();
    expect(found(life, 'large')).toEqual(['large.txt']);
    await set({ largestFileBytes: 1_000 });
    expect(life.document('large.txt')).toMatchObject({
      state: 'failed',
      outcome: 'too-large',
      error: { details: { limit: 1_000, actual: 1_600 } },
    });
    expect(found(life, 'large')).toEqual([]);
    life.readPaths.length = 0;
    await set({ largestFileBytes: 1_200 });
    expect(life.readPaths).toEqual([]);
    await set({ largestFileBytes: 2_000 });
    expect(life.document('large.txt')).toMatchObject({ state: 'searchable', error: null });
    expect(found(life, 'large')).toEqual(['large.txt']);
  });

  it('outlive a restart', async () => {
    bench.put('a.txt', 'The attic.');
    bench.put('b.log', 'The log.');
    const { life, set } = await indexed();
    await set({ ignore: '*.log' });
    await life.dispose();
    const again = bench.start();
    await again.idle();
    expect(names(again)).toEqual(['a.txt']);
  });
});

describe('excluding a document', () => {
  it('takes it out at once and for good, and no other one', async () => {
    for (const name of ['sub/a [1].txt', 'sub/a 1.txt', 'a [1].txt']) bench.put(name, `The text of ${name}.`);
    const { life, id } = await indexed();
    await life.ingestion.excludeDocument(life.document('sub/a [1].txt').id);
    expect(names(life)).toEqual(['a [1].txt', 'sub/a 1.txt']);
    await life.idle();
    life.ingestion.rescan(id);
    await life.idle();
    expect(names(life)).toEqual(['a [1].txt', 'sub/a 1.txt']);
    expect(life.ingestion.get(id).rules.ignore).toBe('/sub/a \\[1\\].txt\n');
  });

  it('of a source that is one file is refused with what to do instead', async () => {
    const path = bench.put('a.txt', 'The attic.');
    const life = bench.start();
    await life.add(path);
    await life.idle();
    await expect(life.ingestion.excludeDocument(life.document('a.txt').id)).rejects.toThrow(/Remove the source/);
    expect(names(life)).toEqual(['a.txt']);
  });
});

describe('what is no document', () => {
  it.skipIf(process.platform === 'win32')('is listed with what it is, never opened, and gone when it is gone', async () => {
    bench.put('a.txt', 'The attic.');
    bench.put('.report.pdf.icloud', 'stub');
    symlinkSync('/', join(bench.folder, 'everything'));
    symlinkSync('.', join(bench.folder, 'loop'));
    const server: Server = createServer().listen(join(bench.folder, 'socket'));
    await once(server, 'listening');
    const { life, id } = await indexed();
    expect(life.documents().map(({ relativePath, outcome, error }) => [relativePath, outcome, error?.code])).toEqual([
      ['a.txt', 'ok', undefined],
      ['everything', 'unsupported', 'read-unsupported'],
      ['report.pdf', 'unreachable', 'read-offline'],
      ['socket', 'unsupported', 'read-unsupported'],
    ]);
    expect(life.document('everything').error?.message).toContain('leads out of this folder');
    server.close();
    await once(server, 'close');
    bench.remove('everything');
    life.ingestion.rescan(id);
    await life.idle();
    expect(names(life)).toEqual(['a.txt', 'report.pdf']);
  });

  it('in the cloud is read once it is there, and what was read of it before is kept while it is away', async () => {
    bench.put('.a.txt.icloud', 'stub');
    const { life, id } = await indexed();
    const look = async () => {
      life.ingestion.rescan(id);
      await life.idle();
    };
    bench.remove('.a.txt.icloud');
    bench.put('a.txt', 'The attic.');
    await look();
    expect(found(life, 'attic')).toEqual(['a.txt']);
    bench.remove('a.txt');
    bench.put('.a.txt.icloud', 'stub');
    await look();
    expect(found(life, 'attic')).toEqual(['a.txt']);
    bench.put('a.txt', 'Both at once.');
    await look();
    expect(names(life)).toEqual(['a.txt']);
  });
});
