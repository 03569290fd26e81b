import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../../fixtures/documents/make-docx.ts';
import { makePdf } from '../../fixtures/documents/make-pdf.ts';
import { failure, openHome } from './whole-engine.ts';

test('bytes of an original are those that were indexed; a changed or vanished file is refused until it was read again', async () => {
  await using home = openHome();
  const path = home.put('tide.txt', 'High water is at noon.\n'.repeat(100));
  home.put('gone.txt', 'Low water is at dusk.\n');
  await using whole = await home.open();
  const source = await whole.addFolder();
  await whole.engine.whenIdle();
  const [gone, tide] = await whole.documents();
  if (!gone || !tide) throw new Error('no documents');
  const bytesOf = (documentId: number, start: number, end: number) => whole.client.documents.bytes({ documentId, start, end });

  const original = readFileSync(path);
  const part = await bytesOf(tide.id, 23, 46);
  expect(part.totalBytes).toBe(original.length);
  expect(Buffer.from(await part.bytes.arrayBuffer())).toEqual(original.subarray(23, 46));
  expect((await bytesOf(tide.id, 0, 1e9)).bytes.size).toBe(original.length);

  home.put('tide.txt', 'High water is at midnight.\n');
  home.remove('gone.txt');
  expect(await failure(bytesOf(tide.id, 0, 10))).toMatchObject({ code: 'document-changed', details: { subject: 'tide.txt' } });
  expect(await failure(bytesOf(gone.id, 0, 10))).toMatchObject({ code: 'read-vanished', details: { subject: 'gone.txt' } });
  await whole.client.sources.rescan({ sourceId: source.id });
  await whole.engine.whenIdle();
  expect(await (await bytesOf(tide.id, 0, 1e9)).bytes.text()).toBe('High water is at midnight.\n');
  expect(await failure(bytesOf(gone.id, 0, 10))).toMatchObject({ code: 'not-found' });
  expect(whole.bugs).toEqual([]);
});

test('every method gives what the contract promises', async () => {
  await using home = openHome();
  const { bytes } = await makePdf([{ lines: [{ text: 'The roof was mended in the autumn.', x: 72, y: 700 }] }], { title: 'Roof' });
  home.put('roof.pdf', bytes);
  home.put('heating.docx', makeDocx({ body: paragraph('The heating is serviced every spring.') }));
  home.put('garden.html', '<title>Garden</title><h1>Garden</h1><p>The garden belongs to the ground floor.</p>');
  home.put('keys.md', '# Keys\n\nTwo keys were handed over.\n\n- one\n- two\n');
  home.put('broken.pdf', 'this is no PDF');
  await using whole = await home.open();
  const { client, collectionId } = whole;
  const source = await whole.addFolder();
  await whole.engine.whenIdle();
  for (const [role, model] of [['embedding', 'embedding-small'], ['reranker', 'reranker'], ['chat', 'chat-scripted']] as const) await whole.use(role, model); // prettier-ignore
  await whole.engine.whenIdle();

  await client.system.info();
  expect((await client.system.doctor()).every((check) => check.verdict === 'ok')).toBe(true);
  const other = await client.collections.create({ name: 'Other' });
  await client.collections.rename({ collectionId: other.id, name: 'Another' });
  expect(await failure(client.collections.create({ name: ' ' }))).toMatchObject({ code: 'input-invalid' });
  await client.collections.remove({ collectionId: other.id });
  await client.collections.coverage({ collectionId });

  for (const document of await whole.documents()) {
    await client.documents.get({ documentId: document.id });
    const { blocks, total } = await client.documents.blocks({ documentId: document.id });
    expect(blocks).toHaveLength(total);
    expect(await client.documents.pages({ documentId: document.id })).toHaveLength(document.pageCount ?? 0);
    for (const block of blocks)
      expect(
        await client.documents.places({ documentId: document.id, start: block.start, end: block.start + block.text.length }),
      ).not.toEqual([]);
  }
  for (const sort of ['name', 'modified', 'size', 'state', 'indexed'] as const)
    await client.documents.list({ collectionId, sort, descending: true });

  const { hits, warnings } = await client.search.query({ collectionId, query: 'heating serviced' });
  const heating = hits.find((hit) => hit.documentName === 'heating.docx');
  expect(heating?.ranks.map((rank) => rank.retriever)).toEqual(['full-text', 'vector', 'reranker']);
  expect(warnings).not.toContain('no-embedding-model');

  const { answerId, events } = await whole.ask('When is the heating serviced?');
  expect(events.at(-1)?.part).toMatchObject({ type: 'finish', state: 'done' });
  const { threadId } = await client.answers.get({ answerId });
  expect((await client.threads.list({ collectionId })).map((thread) => thread.id)).toEqual([threadId]);
  await client.threads.rename({ threadId, title: 'Heating' });
  expect((await client.threads.answers({ threadId })).map((answer) => answer.id)).toEqual([answerId]);
  await client.threads.remove({ threadId });
  expect(await client.ledger.receipts({})).toHaveLength(1);

  await client.models.unload({ role: 'chat' });
  await client.models.set({ role: 'chat', grantId: null });
  expect((await client.models.list()).map((model) => model.state)).toContain('not-set');
  await client.sources.remove({ sourceId: source.id });
  expect(whole.bugs).toEqual([]);
});
