import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import type { EngineLink } from '../../../src/host/engine-link.ts';
import { testModelPath } from '../../models/generate.ts';
import { findOrphans } from '../store/orphans.ts';
import { openWindow, superviseEngine } from './supervised-engine.ts';
import { askAndListen, failure, openHome, until } from './whole-engine.ts';

/** Ends the engine as a crash would, and waits for the next one. */
async function killEngine(link: EngineLink): Promise<void> {
  const dead = link.pid;
  process.kill(dead as number, 'SIGKILL');
  await until(() => link.pid !== undefined && link.pid !== dead);
}

test('killed while it reads and embeds, the engine comes back, finishes, and its library is sound', async () => {
  await using home = openHome();
  const files = 24;
  for (let at = 0; at < files; at += 1) {
    const lines = Array.from(
      { length: 60 },
      (_, line) => `Paragraph ${line} of file ${at}: the tenant of house ${at * line} pays in time.`,
    );
    home.put(`file-${at}.md`, `# File ${at}\n\n${lines.join('\n\n')}\n`);
  }
  {
    await using link = superviseEngine(home.libraryDir);
    let { client, collectionId } = await openWindow(link);
    const model = await link.grant(testModelPath('embedding-small'));
    await client.models.set({ role: 'embedding', grantId: model.grantId });
    const folder = await link.grant(home.folder);
    await client.sources.add({ collectionId, grantId: folder.grantId });
    const searchable = async (): Promise<number> => (await client.collections.coverage({ collectionId })).searchable;
    for (const least of [1, 8, 16]) {
      await until(async () => (await searchable()) >= least);
      await killEngine(link);
      ({ client, collectionId } = await openWindow(link));
    }
    await until(async () => {
      const { searchable: done, chunks, embedded } = await client.collections.coverage({ collectionId });
      return done === files && embedded === chunks;
    });
    const { documents } = await client.documents.list({ collectionId, limit: 500 });
    expect(documents).toHaveLength(files);
    expect(documents.every(({ state, error, warnings }) => state === 'searchable' && error === null && warnings.length === 0)).toBe(true);
  }
  const library = openLibrary({ path: join(home.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
  await library.sweep();
  expect(await library.check()).toBeNull();
  expect(findOrphans(library.read)).toEqual({});
  library.close();
}, 120_000);

test('killed while an answer is written, the answer is kept as failed, and the next question is answered by the engine that came after', async () => {
  await using home = openHome();
  home.put('lease.md', `# Lease\n\n${'The deposit is three monthly rents and it is kept on a separate account. '.repeat(10)}\n`);
  await using link = superviseEngine(home.libraryDir);
  const { client, collectionId } = await openWindow(link);
  const folder = await link.grant(home.folder);
  await client.sources.add({ collectionId, grantId: folder.grantId });
  await until(async () => (await client.collections.coverage({ collectionId })).searchable === 1);
  const model = await link.grant(testModelPath('chat'));
  await client.models.set({ role: 'chat', grantId: model.grantId });

  let asked: number | undefined;
  let killed: Promise<void> | undefined;
  const lost = await failure(
    askAndListen(client, collectionId, 'How high is the deposit?', ({ part }, answerId) => {
      asked = answerId;
      if (part.type === 'text-delta') killed ??= killEngine(link);
    }),
  );
  expect(lost).toMatchObject({ code: 'connection-lost' });
  await killed;

  const next = await openWindow(link);
  expect(next.collectionId).toBe(collectionId);
  const kept = await next.client.answers.get({ answerId: asked as number });
  expect(kept).toMatchObject({ question: 'How high is the deposit?', state: 'failed', error: { code: 'process-lost' } });
  const { events } = await askAndListen(next.client, collectionId, 'And how high is the deposit now?');
  expect(events.at(-1)?.part).toMatchObject({ type: 'finish', state: 'done' });
  expect(await next.client.threads.list({ collectionId })).toHaveLength(2);
});
