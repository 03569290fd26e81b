import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputFile } from '../../../../src/engine/ingestion/readers/input-file.ts';
import { Cfb } from '../../../../src/engine/ingestion/readers/mail/cfb.ts';
import { parseMail } from '../../../../src/engine/ingestion/readers/mail/parse-mail.ts';
import { memberBytes } from '../../../../src/engine/ingestion/readers/mail/read-msg.ts';
import { rtfText } from '../../../../src/engine/ingestion/readers/mail/rtf-text.ts';
import { unpackRtf } from '../../../../src/engine/ingestion/readers/mail/unpack-rtf.ts';
import { isAppError } from '../../../../src/shared/errors.ts';
import { makeCfb } from '../../../fixtures/documents/make-cfb.ts';
import { makeMsg } from '../../../fixtures/documents/make-msg.ts';
import { readBytes } from './read-bytes.ts';

/** The compressed form with nothing but literal bytes. */
function packRtf(rtf: string): Buffer {
  const bytes = Buffer.from(rtf, 'latin1');
  const groups: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 8) groups.push(Buffer.from([0]), bytes.subarray(at, at + 8));
  const head = Buffer.alloc(16);
  head.writeUInt32LE(bytes.length, 4);
  head.writeUInt32LE(0x75465a4c, 8);
  return Buffer.concat([head, ...groups]);
}

const message = makeMsg({
  properties: {
    0x0037: 'Miete für März',
    0x0042: 'Käthe',
    0x5d02: 'k@example.org',
    0x0039: new Date('2024-03-01T10:00:00Z'),
    0x1000: 'Hello Bob,\r\n\r\nall paid.\r\n\r\n-----Original Message-----\r\nFrom: Bob\r\nSent: Monday\r\n\r\nPlease pay.',
  },
  recipients: [
    { 0x3001: 'Bob', 0x39fe: 'bob@example.org', 0x0c15: 1 },
    { 0x3001: 'Carol', 0x39fe: 'carol@example.org', 0x0c15: 2 },
  ],
  attachments: [
    { 0x3707: 'plan.txt', 0x3701: Buffer.from('x'.repeat(9_000)) },
    { 0x3707: 'plan.txt', 0x3701: Buffer.from('short') },
    {
      0x3001: 'Inner',
      message: {
        properties: { 0x0037: 'Older, longer', 0x1000: 'Inner text ü' },
        attachments: [{ 0x3707: 'a.txt', 0x3701: Buffer.from('deep') }],
      },
    },
  ],
});

test('an Outlook message is read as its person sees it, its files are documents of their own', async () => {
  const { begin, blocks, members } = await readBytes('mail.msg', message);
  expect(begin).toMatchObject({ format: 'msg', title: 'Miete für März' });
  expect(blocks[0]).toMatchObject({ locator: { kind: 'message', message: 1, part: 'header' } });
  expect(blocks[0]?.text).toBe(
    'From: Käthe <k@example.org>\nTo: Bob <bob@example.org>\nCc: Carol <carol@example.org>\nDate: Fri, 01 Mar 2024 10:00:00 GMT\nSubject: Miete für März',
  );
  expect(blocks.slice(1).map(({ kind, text }) => [kind, text])).toEqual([
    ['paragraph', 'Hello Bob,'],
    ['paragraph', 'all paid.'],
    ['quote', '-----Original Message-----\nFrom: Bob\nSent: Monday'],
    ['quote', 'Please pay.'],
  ]);
  expect(members.map(({ path, sizeBytes }) => [path, path.endsWith('.txt') ? sizeBytes : 0])).toEqual([
    ['plan.txt', 9_000],
    ['plan (2).txt', 5],
    ['Older, longer.eml', 0],
  ]);
});

test('each attachment is had by the path it was announced with, a message inside as a mail with its own', async () => {
  const file = await InputFile.fromBytes('mail.msg', message);
  expect((await memberBytes(file, 'plan (2).txt', undefined))?.bytes.toString()).toBe('short');
  expect(await memberBytes(file, 'none.txt', undefined)).toBeUndefined();
  const inner = await memberBytes(file, 'Older, longer.eml', undefined);
  const mail = await parseMail(inner?.bytes ?? Buffer.alloc(0), 'inner.eml');
  expect(mail).toMatchObject({ subject: 'Older, longer', text: expect.stringContaining('Inner text ü') });
  expect(mail.attachments.map(({ name, bytes }) => [name, bytes.toString()])).toEqual([['a.txt', 'deep']]);
});

test('a body in compressed RTF gives the HTML it was made from, or its text', async () => {
  const html = String.raw`{\rtf1\ansi\ansicpg1252\fromhtml1 {\fonttbl{\f0 Arial;}}{\*\htmltag64 <p>}\htmlrtf {\b \htmlrtf0 Gr\'fc\'dfe \u8364?5\htmlrtf }\htmlrtf0{\*\htmltag72 </p>}}`;
  const fromHtml = await readBytes('mail.msg', makeMsg({ properties: { 0x0037: 'S', 0x1009: packRtf(html) } }));
  expect(fromHtml.blocks.at(-1)).toMatchObject({ kind: 'paragraph', text: 'Grüße €5' });
  const plain = String.raw`{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}{\*\generator x;}\pard \'c4\'e0\par second line\par}`;
  const fromText = await readBytes('mail.msg', makeMsg({ properties: { 0x0037: 'S', 0x1009: packRtf(plain) } }));
  expect(fromText.blocks.at(-1)?.text).toBe('Да\nsecond line');
});

test('the sample of the specification unpacks to its text', () => {
  const packed = Buffer.from('2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0', 'hex');
  expect(unpackRtf(packed)?.toString('latin1')).toBe('{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n');
});

test('any damage to a message ends in its text or a plain word', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(message.length - 1), fc.nat(255)), { minLength: 1, maxLength: 40 }),
      fc.nat(message.length),
      async (edits, cut) => {
        const bytes = Buffer.from(message);
        for (const [at, value] of edits) if (at > 8) bytes[at] = value;
        const damaged = cut % 3 === 0 ? bytes.subarray(0, Math.max(600, cut)) : bytes;
        const failure: unknown = await readBytes('mail.msg', damaged).then(
          () => null,
          (error: unknown) => error,
        );
        expect(failure === null || (isAppError(failure) && failure.code.startsWith('read-')), String(failure)).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});

test('chains and trees that lead back to themselves end', () => {
  const bytes = makeCfb({ a: Buffer.alloc(5_000, 'a'), inner: { b: Buffer.alloc(70, 'b') } });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(bytes.length / 4 - 1), fc.nat(40)), { minLength: 1, maxLength: 60 }), (edits) => {
      const looped = Buffer.from(bytes);
      for (const [word, value] of edits) if (word > 12) looped.writeUInt32LE(value, word * 4);
      try {
        const cfb = new Cfb(looped, 'x.msg');
        for (const stream of cfb.root.streams.values()) expect(cfb.read(stream).length).toBeLessThanOrEqual(looped.length + 512);
      } catch (error) {
        expect(error).toMatchObject({ code: 'read-corrupt' });
      }
    }),
    { numRuns: 300 },
  );
});

test('any bytes at all unpack and read as RTF without an end to wait for', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 600 }),
      fc.string({
        unit: fc.constantFrom('{', '}', '\\', 'u8364 ', "'e4", 'par', '*', 'bin9', 'a', ' ', 'htmlrtf', 'htmltag'),
        maxLength: 80,
      }),
      (raw, rtf) => {
        const head = Buffer.alloc(16);
        head.writeUInt32LE(raw.length * 20, 4);
        head.writeUInt32LE(0x75465a4c, 8);
        expect(unpackRtf(Buffer.concat([head, raw]))?.length).toBeLessThanOrEqual(raw.length * 20);
        expect(typeof rtfText(Buffer.from(`{\\rtf1\\fromhtml1 ${rtf}`)).text).toBe('string');
      },
    ),
    { numRuns: 300 },
  );
});
