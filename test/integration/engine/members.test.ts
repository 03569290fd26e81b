import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { encryptedPdf } from '../../fixtures/documents/encrypted-pdf.ts';
import { makeDocx, paragraph } from '../../fixtures/documents/make-docx.ts';
import { makePdf } from '../../fixtures/documents/make-pdf.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { failure, openHome, until, type WholeEngine } from './whole-engine.ts';

const zip = (files: Record<string, string | Buffer>) => makeZip(Object.entries(files).map(([name, content]) => ({ name, content })));
const pdf = async (text: string) => (await makePdf([{ lines: [{ text, x: 72, y: 700 }] }])).bytes;

function mail(attachment: Buffer): string {
  return [
    'From: Ada <ada@example.org>',
    'To: Bo <bo@example.org>',
    'Subject: The survey',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="b"',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'See the survey attached.',
    '--b',
    'Content-Type: application/pdf',
    'Content-Disposition: attachment; filename="survey.pdf"',
    'Content-Transfer-Encoding: base64',
    '',
    attachment.toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--b--',
    '',
  ].join('\r\n');
}

async function bytesOf(client: WholeEngine['client'], documentId: number, from = 0, to = 10_000_000): Promise<Buffer> {
  const { bytes } = await client.documents.bytes({ documentId, start: from, end: to });
  return Buffer.from(await bytes.arrayBuffer());
}

async function documentAt(engine: WholeEngine, relativePath: string) {
  const found = (await engine.documents()).find((document) => document.relativePath === relativePath);
  if (!found) throw new Error(`no document ${relativePath}`);
  return found;
}

describe('documents inside documents, with real processes', () => {
  it('finds what lies in archives and mails, and gives their bytes as they are for as long as the container stays', async () => {
    await using home = openHome();
    const survey = await pdf('The ground is dry clay.');
    const lease = await pdf('The lease ends in May.');
    const letter = makeDocx({ body: paragraph('The roof was mended in April.') });
    const path = home.put(
      'papers.zip',
      zip({ 'lease.pdf': lease, 'letter.docx': letter, 'more.zip': zip({ 'post/mail.eml': mail(survey) }) }),
    );
    await using engine = await home.open();
    await engine.addFolder();
    await engine.engine.whenIdle();
    const documents = await engine.documents();
    expect(documents.map(({ relativePath, outcome }) => `${relativePath}: ${outcome}`).toSorted()).toEqual([
      'papers.zip/lease.pdf: ok',
      'papers.zip/letter.docx: ok',
      'papers.zip/more.zip/post/mail.eml/survey.pdf: ok',
      'papers.zip/more.zip/post/mail.eml: ok',
      'papers.zip/more.zip: ok',
      'papers.zip: ok',
    ]);
    const attachment = await documentAt(engine, 'papers.zip/more.zip/post/mail.eml/survey.pdf');
    const { hits } = await engine.client.search.query({ collectionId: engine.collectionId, query: 'dry clay' });
    expect(hits[0]?.span.documentId).toBe(attachment.id);
    expect((await bytesOf(engine.client, attachment.id)).equals(survey)).toBe(true);
    expect((await bytesOf(engine.client, attachment.id, 5, 25)).equals(survey.subarray(5, 25))).toBe(true);
    expect((await engine.client.documents.bytes({ documentId: attachment.id, start: 0, end: 1 })).totalBytes).toBe(survey.length);
    expect(engine.engine.documentPath(attachment.id)).toBe(path);
    utimesSync(path, 1, 1);
    expect(await failure(engine.client.documents.bytes({ documentId: attachment.id, start: 0, end: 1 }))).toMatchObject({
      code: 'document-changed',
    });
    expect(engine.bugs).toEqual([]);
  });

  it('opens a protected document with the password given, tries it on the others, and keeps it nowhere', async () => {
    await using home = openHome();
    const written: string[] = [];
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    try {
      home.put('one.pdf', encryptedPdf('The vault holds silver.', 'sesame-4711'));
      home.put('two.pdf', encryptedPdf('The cellar holds wine.', 'sesame-4711'));
      home.put('in.zip', zip({ 'three.pdf': encryptedPdf('The attic holds letters.', 'sesame-4711') }));
      await using engine = await home.open();
      await engine.addFolder();
      await engine.engine.whenIdle();
      const one = await documentAt(engine, 'one.pdf');
      expect(one).toMatchObject({ outcome: 'encrypted', error: { code: 'read-encrypted' } });
      await engine.client.documents.givePassword({ documentId: one.id, password: 'wrong-0815', remember: false });
      await engine.engine.whenIdle();
      expect(await documentAt(engine, 'one.pdf')).toMatchObject({ error: { code: 'read-wrong-password' } });
      await engine.client.documents.givePassword({ documentId: one.id, password: 'sesame-4711', remember: true });
      await until(async () => (await engine.documents()).every(({ state }) => state === 'searchable'));
      await engine.engine.whenIdle();
      expect(engine.bugs).toEqual([]);
    } finally {
      stderr.mockRestore();
    }
    for (const name of readdirSync(home.libraryDir, { recursive: true, withFileTypes: true })) {
      if (!name.isFile()) continue;
      const bytes = readFileSync(join(name.parentPath, name.name));
      expect(bytes.includes('sesame-4711') || bytes.includes('wrong-0815'), name.name).toBe(false);
    }
    expect(written.join('')).not.toMatch(/sesame-4711|wrong-0815/);
  });

  it('puts members right that an engine which ended in the middle left, whatever it had come to', async () => {
    await using home = openHome();
    const many = (words: string) => zip(Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`f/${n}.txt`, `${words} ${n}`])));
    home.put('all.zip', many('first'));
    for (const wait of [1, 5, 15]) {
      await using engine = await home.open();
      if (wait === 1) await engine.addFolder();
      await until(async () => (await engine.documents()).filter(({ state }) => state === 'searchable').length >= wait);
    }
    writeFileSync(join(home.folder, 'all.zip'), many('second'));
    await using engine = await home.open();
    await engine.engine.whenIdle();
    const documents = await engine.documents();
    expect(documents).toHaveLength(41);
    expect(new Set(documents.map(({ state }) => state))).toEqual(new Set(['searchable']));
    const { hits } = await engine.client.search.query({ collectionId: engine.collectionId, query: 'first' });
    expect(hits).toEqual([]);
  });
});
