import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Source } from '../../../src/shared/domain/source.ts';
import { openHome, until, type Home, type WholeEngine } from './whole-engine.ts';

const FILES = 60;

function putHouses(home: Home): void {
  for (let at = 0; at < FILES; at += 1)
    home.put(`street-${at % 5}/house-${at}.md`, `# House ${at}\n\n${`The chimney of number${at} is swept every year.\n\n`.repeat(30)}`);
}

const searchable = async (whole: WholeEngine): Promise<string[]> =>
  (await whole.documents()).filter((document) => document.state === 'searchable').map((document) => document.name);

/** Names of the houses that a search of their own word finds. */
async function found(whole: WholeEngine): Promise<string[]> {
  const names: string[] = [];
  for (let at = 0; at < FILES; at += 1) {
    const { hits } = await whole.client.search.query({ collectionId: whole.collectionId, query: `number${at}`, limit: 1 });
    if (hits[0]) names.push(hits[0].documentName);
  }
  return names;
}

async function begun(home: Home): Promise<{ whole: WholeEngine; source: Source }> {
  putHouses(home);
  const whole = await home.open();
  const source = await whole.addFolder();
  await until(async () => (await searchable(whole)).length > 0);
  return { whole, source };
}

describe('a source that is being read', () => {
  test('stands still while it is paused, also over a restart, and goes on when it is resumed', async () => {
    await using home = openHome();
    const { whole, source } = await begun(home);
    expect((await whole.client.sources.pause({ sourceId: source.id })).state).toBe('paused');
    await whole.engine.whenIdle();
    const done = await searchable(whole);
    expect(done.length).toBeLessThan(FILES);
    expect((await found(whole)).toSorted()).toEqual(done.toSorted());
    await whole[Symbol.asyncDispose]();

    await using again = await home.open();
    await again.engine.whenIdle();
    expect(await searchable(again)).toEqual(done);
    const [paused] = await again.client.sources.list({ collectionId: again.collectionId });
    expect(paused?.state).toBe('paused');
    await again.client.sources.resume({ sourceId: source.id });
    await again.engine.whenIdle();
    expect(await searchable(again)).toHaveLength(FILES);
    expect(await found(again)).toHaveLength(FILES);
    expect([...whole.bugs, ...again.bugs]).toEqual([]);
  });

  test('keeps what is done when it is cancelled, and finds the rest when it is looked at again', async () => {
    await using home = openHome();
    const { whole, source } = await begun(home);
    await using _whole = whole;
    await whole.client.sources.cancel({ sourceId: source.id });
    await whole.engine.whenIdle();
    const documents = await whole.documents();
    expect(documents.length).toBeLessThan(FILES);
    expect(new Set(documents.map((document) => document.state))).toEqual(new Set(['searchable']));
    await whole.client.sources.rescan({ sourceId: source.id });
    await whole.engine.whenIdle();
    expect(await searchable(whole)).toHaveLength(FILES);
    expect(whole.bugs).toEqual([]);
  });

  test('leaves nothing behind when it is removed, and the originals are not touched', async () => {
    await using home = openHome();
    const { whole, source } = await begun(home);
    await using _whole = whole;
    await whole.client.sources.remove({ sourceId: source.id });
    await whole.engine.whenIdle();
    expect(await whole.documents()).toEqual([]);
    expect(await found(whole)).toEqual([]);
    expect(await whole.client.sources.list({ collectionId: whole.collectionId })).toEqual([]);
    expect(await whole.client.collections.coverage({ collectionId: whole.collectionId })).toMatchObject({ documents: 0, chunks: 0 });
    for (let at = 0; at < FILES; at += 1) expect(existsSync(join(home.folder, `street-${at % 5}/house-${at}.md`))).toBe(true);
    expect(whole.bugs).toEqual([]);
  });
});

test('a reader that is killed costs one file at most; all others become searchable, and the file can be tried again', async () => {
  await using home = openHome();
  putHouses(home);
  await using whole = await home.open();
  await whole.addFolder();
  const kills = 3;
  for (let kill = 1; kill <= kills; kill += 1) {
    const before = (await searchable(whole)).length;
    const known = whole.readers.length;
    await until(async () => whole.readers.length >= Math.max(kill, known) && (await searchable(whole)).length > before);
    whole.readers.at(-1)?.kill('SIGKILL');
    await whole.readers.at(-1)?.exited;
  }
  await whole.engine.whenIdle();
  const documents = await whole.documents();
  const failed = documents.filter((document) => document.state === 'failed');
  expect(documents).toHaveLength(FILES);
  expect(failed.length).toBeLessThanOrEqual(kills);
  for (const { error, name } of failed) expect(error).toMatchObject({ code: 'read-crashed', details: { subject: name } });
  expect((await found(whole)).toSorted()).toEqual((await searchable(whole)).toSorted());

  for (const { id } of failed) await whole.client.documents.retry({ documentId: id });
  await whole.engine.whenIdle();
  expect(await searchable(whole)).toHaveLength(FILES);
  expect(whole.bugs).toEqual([]);
});
