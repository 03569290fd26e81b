import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { findOrphans } from '../store/orphans.ts';
import { openWindow, superviseEngine } from './supervised-engine.ts';
import { openHome, until } from './whole-engine.ts';

const FILES = 24;
const archive = (words: string) =>
  makeZip(
    Array.from({ length: FILES }, (_, n) =>
      n % 8 === 0
        ? { name: `more-${n}.zip`, content: makeZip([{ name: 'inside.txt', content: `${words} inside ${n}` }]) }
        : { name: `f/${n}.txt`, content: `${words} ${n}` },
    ),
  );

test('killed while it unpacks archives, the engine comes back with each of their documents once', async () => {
  await using home = openHome();
  home.put('all.zip', archive('first'));
  {
    await using link = superviseEngine(home.libraryDir);
    let { client, collectionId } = await openWindow(link);
    const folder = await link.grant(home.folder);
    const source = await client.sources.add({ collectionId, grantId: folder.grantId });
    const searchable = async () => (await client.collections.coverage({ collectionId })).searchable;
    for (const least of [1, 2, 8, 18]) {
      await until(async () => (await searchable()) >= least);
      const dead = link.pid;
      process.kill(dead as number, 'SIGKILL');
      await until(() => link.pid !== undefined && link.pid !== dead);
      ({ client, collectionId } = await openWindow(link));
      if (least === 8) {
        home.put('all.zip', archive('second'));
        await client.sources.rescan({ sourceId: source.id });
      }
    }
    const isSettled = async () => {
      const { documents } = await client.documents.list({ collectionId, limit: 500 });
      const [{ state } = { state: 'scanning' }] = await client.sources.list({ collectionId });
      return state === 'idle' && documents.length === FILES + 4 && documents.every((document) => document.state === 'searchable');
    };
    await until(isSettled);
    const { hits } = await client.search.query({ collectionId, query: 'first', limit: 5 });
    expect(hits).toEqual([]);
    const { documents } = await client.documents.list({ collectionId, limit: 500 });
    expect(new Set(documents.map(({ relativePath }) => relativePath)).size).toBe(FILES + 4);
  }
  const library = openLibrary({ path: join(home.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
  await library.sweep();
  expect(await library.check()).toBeNull();
  expect(findOrphans(library.read)).toEqual({});
  library.close();
}, 120_000);
