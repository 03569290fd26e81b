import { expect, test } from 'vitest';
import { detectFormat, mayBeSupported } from '../../../../src/engine/ingestion/readers/format.ts';
import { makeDocx, paragraph } from '../../../fixtures/documents/make-docx.ts';
import { makeZip } from '../../../fixtures/documents/make-zip.ts';
import { readBytes } from './read-bytes.ts';

/** An OLE2 container whose directory holds the names given. */
function ole2(...names: string[]): Buffer {
  const bytes = Buffer.alloc(512 * 3);
  Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]).copy(bytes);
  bytes.writeUInt16LE(9, 0x1e);
  bytes.writeUInt32LE(1, 0x30);
  bytes.writeUInt32LE(0, 0x4c);
  bytes.fill(0xff, 512, 1024);
  bytes.writeUInt32LE(0xfffffffe, 512 + 4);
  for (const [index, name] of names.entries()) {
    const at = 1024 + index * 128;
    bytes.write(name, at, 'utf16le');
    bytes.writeUInt16LE((name.length + 1) * 2, at + 64);
  }
  return bytes;
}

test.each([
  ['song.mp3', Buffer.from('ID3\u0004'), 'a sound recording'],
  ['thing.xyz', Buffer.from('just text'), 'a .xyz file'],
  ['plan.dwg', Buffer.from('AC1015\0\0\0\0'), 'an AutoCAD drawing (.dwg)'],
  ['notes.txt', Buffer.from('AC1015\0\0\0\0'), 'an AutoCAD drawing (.dwg)'],
  ['slides.key', Buffer.from('bplist00\0\u0001'), 'a binary property list'],
  ['mail.p7m', Buffer.from('0\u0082\u0001'), 'an encrypted or signed message (S/MIME or PGP)'],
  ['notebook.one', Buffer.from([0xe4, 0x52, 0x5c, 0x7b, 0x8c, 0xd8, 0xa7, 0x4d, 0]), 'a OneNote notebook'],
  ['archive.pst', Buffer.from('!BDN\0\0'), 'an Outlook data file (.pst)'],
  ['film.torrent', Buffer.from('d8:announce3:x:y'), 'a torrent'],
  ['key.txt', Buffer.from('-----BEGIN RSA PRIVATE KEY-----\nabc'), 'a certificate or key'],
  ['face.ttf', Buffer.from([0, 1, 0, 0, 0, 12]), 'a font'],
  ['data.sqlite', Buffer.from('SQLite format 3\0'), 'an SQLite database'],
  ['page.xps', Buffer.from('something'), 'an XPS document'],
  [
    'sheet.xlsb',
    makeZip([
      { name: '[Content_Types].xml', content: '<x/>' },
      { name: 'xl/workbook.bin', content: 'x' },
    ]),
    'a binary Excel workbook (.xlsb)',
  ],
  ['program.jar', makeZip([{ name: 'a.txt', content: 'a' }]), 'a program'],
  ['old.doc', ole2('Root Entry', 'WordDocument'), 'an old Word document (.doc)'],
  ['old.xls', ole2('Root Entry', 'Workbook'), 'an old Excel workbook (.xls)'],
  ['noise.txt', Buffer.from(Array.from({ length: 900 }, (_, index) => (index * 37) % 256)), 'a binary file, not text'],
])('%s is not read, and the reason says what it is', async (name, bytes, reason) => {
  await expect(readBytes(name, bytes)).rejects.toMatchObject({ code: 'read-unsupported', details: { subject: name, reason } });
});

test('an encrypted Word document asks for its password, whatever its container', async () => {
  await expect(readBytes('secret.docx', ole2('Root Entry', 'EncryptionInfo', 'EncryptedPackage'))).rejects.toMatchObject({
    code: 'read-encrypted',
  });
});

test('content decides before the name', async () => {
  const docx = makeDocx({ body: paragraph('Inside.') });
  expect((await readBytes('no-extension', docx)).begin.format).toBe('docx');
  expect(detectFormat('weird.txt', Buffer.from('%PDF-1.7'))).toEqual({ kind: 'format', format: 'pdf' });
  expect(detectFormat('README', Buffer.from('# Hello'))).toEqual({ kind: 'format', format: 'text' });
  expect(detectFormat('page', Buffer.from('\n<!DOCTYPE html><p>x'))).toEqual({ kind: 'format', format: 'html' });
});

test('text that begins with the letters of a signature stays text', () => {
  for (const words of ['ID3 tags', 'BLENDER tips', 'FLV and MP4', 'SIMPLE  = good', 'PAR1 golf']) {
    expect(detectFormat('notes.txt', Buffer.from(words))).toEqual({ kind: 'format', format: 'text' });
  }
});

test('a text without a telling name is known by its first lines', () => {
  const found = (head: string, name = 'no-extension') => detectFormat(name, Buffer.from(head));
  expect(found('<?xml version="1.0"?><a/>')).toEqual({ kind: 'format', format: 'xml' });
  expect(found('<?xml version="1.0"?>\n<!DOCTYPE html><html>')).toEqual({ kind: 'format', format: 'html' });
  expect(found('#!/bin/sh\necho')).toEqual({ kind: 'format', format: 'code' });
  expect(found('WEBVTT\n\n00:01.000 --> 00:02.000\nHi')).toEqual({ kind: 'format', format: 'subtitles' });
  expect(found('From: a\nTo: b\nSubject: c\n\nText')).toEqual({ kind: 'format', format: 'eml' });
  expect(found('Dear Bob,\n\nFrom: here\nTo: there\nDate: now')).toEqual({ kind: 'format', format: 'text' });
  expect(found('<html><body>A table</body></html>', 'report.docx')).toEqual({ kind: 'format', format: 'html' });
});

test('a file that is named like a PDF or Word document but is none is called damaged', async () => {
  await expect(readBytes('a.pdf', 'this is no PDF')).rejects.toMatchObject({ code: 'read-corrupt' });
  await expect(readBytes('a.docx', 'this is no Word document')).rejects.toMatchObject({ code: 'read-corrupt' });
});

test('empty files and files of white space are empty', async () => {
  await expect(readBytes('a.txt', '')).rejects.toMatchObject({ code: 'read-empty' });
  await expect(readBytes('a.pdf', '')).rejects.toMatchObject({ code: 'read-empty' });
  await expect(readBytes('a.md', ' \n\n')).rejects.toMatchObject({ code: 'read-empty' });
});

test('the hint stands in for an extension that says nothing', async () => {
  expect((await readBytes('notes.xyz', '# Title\n\ntext', 'markdown')).begin).toMatchObject({ format: 'markdown', title: 'Title' });
});

test('names without extension may be text; unknown extensions are not opened', () => {
  expect([mayBeSupported('README'), mayBeSupported('a.PDF'), mayBeSupported('a.py'), mayBeSupported('a.exe')]).toEqual([
    true,
    true,
    true,
    false,
  ]);
});
