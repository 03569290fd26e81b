import { expect, test } from 'vitest';
import type { SearchResult } from '../../../src/shared/domain/retrieval.ts';
import { openHome } from './whole-engine.ts';

test('full text answers before and while vectors are made, says so, and the coverage is right when they are there', async () => {
  await using home = openHome();
  const houses = 40;
  for (let at = 0; at < houses; at += 1) {
    const rooms = Array.from(
      { length: 40 },
      (_, room) => `Room ${room} of house number${at} has ${room + at} tiles and a stove that is lit at dusk.`,
    );
    home.put(`house-${at}.md`, `# House ${at}\n\n${rooms.join('\n\n')}\n`);
  }
  await using whole = await home.open();
  const { client, collectionId } = whole;
  await whole.addFolder();
  await whole.engine.whenIdle();
  const query = (): Promise<SearchResult> => client.search.query({ collectionId, query: 'number37 stove', limit: 5 });

  const before = await query();
  expect(before.hits[0]?.documentName).toBe('house-37.md');
  expect(before.warnings).toEqual(['no-embedding-model']);
  expect(before.coverage).toMatchObject({ documents: houses, searchable: houses, embedded: 0 });

  await whole.use('embedding', 'embedding');
  const during = await query();
  expect(during.hits[0]?.documentName).toBe('house-37.md');
  expect(during.warnings).toEqual(['vectors-incomplete']);
  expect(during.coverage.embedded).toBeLessThan(during.coverage.chunks);
  const { events } = await whole.ask('Has house number37 a stove?');
  expect(events.find(({ part }) => part.type === 'passages')?.part).toMatchObject({ kind: 'extractive', warnings: ['vectors-incomplete'] });
  expect(events.at(-1)?.part).toMatchObject({ state: 'done', receipt: { warnings: ['vectors-incomplete'] } });

  await whole.engine.whenIdle();
  const after = await query();
  expect(after.warnings).toEqual([]);
  expect(after.coverage.embedded).toBe(after.coverage.chunks);
  expect(after.coverage.chunks).toBe(before.coverage.chunks);
  expect(after.hits[0]?.ranks.map((rank) => rank.retriever)).toContain('vector');
  const documents = await whole.documents();
  expect(documents.every((document) => document.embeddedChunkCount === document.chunkCount)).toBe(true);
  expect(whole.bugs).toEqual([]);
});
