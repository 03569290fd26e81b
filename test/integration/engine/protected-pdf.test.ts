import { readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encryptedPdf } from '../../fixtures/documents/encrypted-pdf.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { readBytes } from '../../unit/engine/readers/read-bytes.ts';
import { failure, type Home, openHome, type WholeEngine } from './whole-engine.ts';

const PASSWORD = 'sesame-4711';
const said = { 'vault.pdf': 'The vault holds silver.', 'box.zip/attic.pdf': 'The attic holds letters.' };

function putBoth(home: Home): string {
  const attic = encryptedPdf(said['box.zip/attic.pdf'], PASSWORD);
  home.put('box.zip', makeZip([{ name: 'attic.pdf', content: attic }]));
  return home.put('vault.pdf', encryptedPdf(said['vault.pdf'], PASSWORD));
}

async function documentAt(engine: WholeEngine, relativePath: string) {
  const found = (await engine.documents()).find((document) => document.relativePath === relativePath);
  if (!found) throw new Error(`no document ${relativePath}`);
  return found;
}

/** In ranges, as the window asks. */
async function bytesOf({ client }: WholeEngine, documentId: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let start = 0; ; start += 300) {
    const { totalBytes, bytes } = await client.documents.bytes({ documentId, start, end: start + 300 });
    parts.push(Buffer.from(await bytes.arrayBuffer()));
    if (start + 300 >= totalBytes) return Buffer.concat(parts);
  }
}

async function give(engine: WholeEngine, documentId: number, password: string): Promise<void> {
  await engine.client.documents.givePassword({ documentId, password, remember: false });
  await engine.engine.whenIdle();
}

function expectNothingKept(home: Home, shown: readonly Buffer[]): void {
  const secrets = [Buffer.from(PASSWORD), Buffer.from('wrong-0815'), ...shown.map((bytes) => bytes.subarray(200, 264))];
  for (const entry of readdirSync(home.libraryDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const secret of secrets) expect(bytes.includes(secret), `${entry.name}: ${secret.toString('latin1')}`).toBe(false);
  }
}

it('gives a protected PDF that a password opened as bytes that need none, of a member of an archive too', async () => {
  await using home = openHome();
  const path = putBoth(home);
  await using engine = await home.open();
  await engine.addFolder();
  await engine.engine.whenIdle();
  await give(engine, (await documentAt(engine, 'vault.pdf')).id, PASSWORD);
  const shown: Buffer[] = [];
  for (const [relativePath, text] of Object.entries(said)) {
    const document = await documentAt(engine, relativePath);
    expect(document, relativePath).toMatchObject({ state: 'searchable', outcome: 'ok' });
    const bytes = await bytesOf(engine, document.id);
    shown.push(bytes);
    const { begin, pages, blocks } = await readBytes('open.pdf', bytes);
    expect(blocks.map((block) => block.text)).toEqual([text]);
    expect(begin.pageCount).toBe(1);
    expect(pages.map(({ width, height }) => ({ width, height }))).toEqual([{ width: 612, height: 792 }]);
  }
  expectNothingKept(home, shown);
  utimesSync(path, 1, 1);
  const { id } = await documentAt(engine, 'vault.pdf');
  expect(await failure(engine.client.documents.bytes({ documentId: id, start: 0, end: 1 }))).toMatchObject({ code: 'document-changed' });
  expect(engine.bugs).toEqual([]);
});

it('asks for the password again in another life, refuses a wrong one, and shows the pages with the right one', async () => {
  await using home = openHome();
  putBoth(home);
  {
    await using engine = await home.open();
    await engine.addFolder();
    await engine.engine.whenIdle();
    await give(engine, (await documentAt(engine, 'vault.pdf')).id, PASSWORD);
  }
  await using engine = await home.open();
  await engine.engine.whenIdle();
  const { id } = await documentAt(engine, 'vault.pdf');
  const attic = await documentAt(engine, 'box.zip/attic.pdf');
  const bytes = (documentId: number) => engine.client.documents.bytes({ documentId, start: 0, end: 1 });
  for (const documentId of [id, attic.id]) expect(await failure(bytes(documentId))).toMatchObject({ code: 'read-encrypted' });

  await give(engine, id, 'wrong-0815');
  expect(await documentAt(engine, 'vault.pdf')).toMatchObject({ error: { code: 'read-wrong-password' } });
  const { hits } = await engine.client.search.query({ collectionId: engine.collectionId, query: 'silver vault' });
  expect(hits[0]?.span.documentId, 'what is indexed goes on serving').toBe(id);
  expect(await failure(bytes(id))).toMatchObject({ code: 'read-encrypted' });

  await give(engine, id, PASSWORD);
  expect(await documentAt(engine, 'vault.pdf')).toMatchObject({ state: 'searchable', error: null });
  for (const documentId of [id, attic.id]) {
    const { blocks } = await readBytes('open.pdf', await bytesOf(engine, documentId));
    expect(blocks).toHaveLength(1);
  }
  expectNothingKept(home, [await bytesOf(engine, id), await bytesOf(engine, attic.id)]);
  expect(engine.bugs).toEqual([]);
});

it('gives a PDF whose protection lets anybody open it as it is', async () => {
  await using home = openHome();
  const bytes = encryptedPdf('The hall is open to all.', '');
  home.put('hall.pdf', bytes);
  home.put('vault.pdf', encryptedPdf(said['vault.pdf'], PASSWORD));
  await using engine = await home.open();
  await engine.addFolder();
  await engine.engine.whenIdle();
  await give(engine, (await documentAt(engine, 'vault.pdf')).id, PASSWORD);
  const { id } = await documentAt(engine, 'hall.pdf');
  expect((await bytesOf(engine, id)).equals(bytes)).toBe(true);
  expect(engine.bugs).toEqual([]);
});
