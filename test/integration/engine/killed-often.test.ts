import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { textOfSpan } from '../../../src/engine/store/contents.ts';
import { listDocuments } from '../../../src/engine/store/documents.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import { findOrphans } from '../store/orphans.ts';
import { createChangingTree } from './changing-tree.ts';
import { openWindow, superviseEngine } from './supervised-engine.ts';
import { openHome, until } from './whole-engine.ts';

/* FOOTNOTE_KILLS=100 for the long run; FOOTNOTE_SEED repeats one. */
const kills = Number(process.env['FOOTNOTE_KILLS'] ?? 5);
const seed = Number(process.env['FOOTNOTE_SEED'] ?? 20_261_124);

test(
  `killed at ${kills} random moments while its files change, the engine ends with exactly what is on the disk`,
  async () => {
    await using home = openHome();
    const tree = createChangingTree(home.folder, seed);
    for (let at = 0; at < 60; at += 1) tree.put(tree.anyPath());
    let collection = 0;
    {
      await using link = superviseEngine(home.libraryDir, { crashes: kills + 20 });
      const { client, collectionId } = await openWindow(link);
      collection = collectionId;
      const folder = await link.grant(home.folder);
      await client.sources.add({ collectionId, grantId: folder.grantId });
      for (let kill = 0; kill < kills; kill += 1) {
        const changes = tree.number(12);
        for (let at = 0; at < changes; at += 1) {
          tree.change();
          await delay(tree.number(60));
        }
        await delay(tree.number(400));
        const dead = link.pid;
        process.kill(dead as number, 'SIGKILL');
        // Half of them while the next life has only just begun.
        await until(() => link.pid !== undefined && link.pid !== dead);
        if (tree.number(2) === 0) await openWindow(link);
      }
      const last = await openWindow(link);
      const truth = [...tree.truth().keys()];
      await until(async () => {
        const { documents } = await last.client.documents.list({ collectionId, limit: 500 });
        const paths = documents.map((document) => document.relativePath).toSorted();
        return documents.every(({ state }) => state === 'searchable' || state === 'failed') && paths.join('\n') === truth.join('\n');
      });
      // What is listed may still be a version behind.
      await until(async () => (await last.client.sources.list({ collectionId })).every(({ state }) => state === 'idle'));
      await delay(1_500);
      await until(async () => (await last.client.sources.list({ collectionId })).every(({ state }) => state === 'idle'));
    }
    const library = openLibrary({ path: join(home.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
    try {
      await library.sweep();
      expect(await library.check()).toBeNull();
      expect(findOrphans(library.read)).toEqual({});
      const truth = tree.truth();
      const page = { collectionId: collection, sort: 'name', descending: false, offset: 0, limit: 500 } as const;
      const { documents } = listDocuments(library.read, page);
      const texts = documents.map(({ id, relativePath }) => [relativePath, textOfSpan(library.read, id, 0, 100_000)] as const);
      expect(documents.filter(({ state, error, warnings }) => state !== 'searchable' || error !== null || warnings.length > 0)).toEqual([]);
      expect(new Map(texts)).toEqual(truth);
      expect(texts).toHaveLength(truth.size);
    } finally {
      library.close();
    }
  },
  60_000 + kills * 10_000,
);
