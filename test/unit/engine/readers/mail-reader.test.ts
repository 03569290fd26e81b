import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { InputFile } from '../../../../src/engine/ingestion/readers/input-file.ts';
import { MboxSplitter } from '../../../../src/engine/ingestion/readers/mail/mbox-splitter.ts';
import { memberBytes as emlMember } from '../../../../src/engine/ingestion/readers/mail/read-eml.ts';
import { memberBytes as mboxMember } from '../../../../src/engine/ingestion/readers/mail/read-mbox.ts';
import { quotedStretches } from '../../../../src/engine/ingestion/readers/mail/quoted-text.ts';
import { isAppError } from '../../../../src/shared/errors.ts';
import { readBytes } from './read-bytes.ts';

const eml = [
  'From: =?utf-8?Q?K=C3=A4the?= <k@example.org>',
  'To: Bob <bob@example.org>, "Doe, Jane" <jane@example.org>',
  'Subject: =?iso-8859-1?Q?Gr=FC=DFe?= from here',
  'Date: Tue, 20 Feb 2024 10:15:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b"',
  '',
  '--b',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Hi Bob,',
  '',
  'I agree.',
  '',
  '-- ',
  'Käthe',
  '',
  'On Monday, Feb 19, 2024 Bob <bob@example.org>',
  'wrote:',
  '',
  '> Shall we?',
  '>> Yes.',
  '--b',
  'Content-Type: message/rfc822',
  '',
  'From: inner@example.org',
  'Subject: A/B test',
  '',
  'Inner body',
  '--b',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename="../../evil.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0=',
  '--b',
  'Content-Type: image/png; name="logo.png"',
  'Content-Disposition: inline; filename="logo.png"',
  'Content-ID: <logo@x>',
  'Content-Transfer-Encoding: base64',
  '',
  'iVBORw0=',
  '--b',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename="evil.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0y',
  '--b--',
  '',
].join('\n');

test('a mail is its headers, its text and what it quotes; what is attached is a document of its own', async () => {
  const { begin, blocks, members } = await readBytes('mail.eml', eml);
  expect(begin).toMatchObject({ format: 'eml', title: 'Grüße from here' });
  expect(blocks.map(({ kind, text, locator }) => [kind, text, locator?.kind === 'message' ? locator.part : null])).toEqual([
    ['paragraph', 'From: Käthe <k@example.org>\nTo: Bob <bob@example.org>, Doe, Jane <jane@example.org>\nDate: Tue, 20 Feb 2024 10:15:00 +0000\nSubject: Grüße from here', 'header'],
    ['paragraph', 'Hi Bob,', 'body'],
    ['paragraph', 'I agree.', 'body'],
    ['paragraph', '--\nKäthe', 'body'],
    ['quote', 'On Monday, Feb 19, 2024 Bob <bob@example.org>\nwrote:', 'quoted'],
    ['quote', 'Shall we?\nYes.', 'quoted'],
  ]); // prettier-ignore
  expect(members.map(({ path }) => path)).toEqual(['A_B test.eml', 'evil.pdf', 'evil (2).pdf']);
});

test('the bytes of an attachment are had by the path it was announced with', async () => {
  const file = await InputFile.fromBytes('mail.eml', Buffer.from(eml));
  expect((await emlMember(file, 'evil (2).pdf', undefined))?.bytes.toString()).toBe('%PDF-2');
  expect((await emlMember(file, 'A_B test.eml', undefined))?.bytes.toString()).toContain('Inner body');
  expect(await emlMember(file, 'logo.png', undefined)).toBeUndefined();
});

test('a mail in HTML is read as it is shown: nothing hidden, quotations apart', async () => {
  const html = `<div style="display:none">preheader</div><p>Hello <img src="x" alt="Acme"></p>
    <div class="gmail_quote"><div>On Monday Bob wrote:</div><blockquote><p>Old</p><ul><li>item</li></ul></blockquote></div>`;
  const { blocks } = await readBytes('mail.eml', `From: a@example.org\nSubject: S\nContent-Type: text/html; charset=utf-8\n\n${html}`);
  expect(blocks.slice(1).map(({ kind, text, locator }) => [kind, text, locator?.kind === 'message' ? locator.part : null])).toEqual([
    ['paragraph', 'Hello Acme', 'body'],
    ['quote', 'On Monday Bob wrote:', 'quoted'],
    ['quote', 'Old', 'quoted'],
    ['list-item', 'item', 'quoted'],
  ]);
});

test('everything below the mark of an original message is quoted', () => {
  expect(quotedStretches('Yes.\n\n________________________________\nVon: Ada\nGesendet: Montag\nAn: Bob\n\nFrage?')).toEqual([
    { quoted: false, text: 'Yes.\n' },
    { quoted: true, text: '________________________________\nVon: Ada\nGesendet: Montag\nAn: Bob\n\nFrage?' },
  ]);
  expect(quotedStretches('From: the very beginning\nit was clear.')).toEqual([
    { quoted: false, text: 'From: the very beginning\nit was clear.' },
  ]);
});

const mailbox = [1, 2, 3]
  .map(
    (number) => `From ada@example.org Sat Jan  1 00:00:0${number} 2022\n${eml.replace('I agree.', `>From me: ${number}.\nFrom then on`)}\n`,
  )
  .join('');

test('a mailbox is its messages by number, their attachments below them', async () => {
  const { begin, blocks, members } = await readBytes('Archive.mbox', mailbox);
  expect(begin.format).toBe('mbox');
  const bodies = blocks.filter(({ text }) => text.startsWith('From me'));
  expect(bodies.map(({ text, locator }) => [text, locator])).toEqual(
    [1, 2, 3].map((message) => [`From me: ${message}.\nFrom then on`, { kind: 'message', message, part: 'body' }]),
  );
  expect(bodies[0]?.headingPath).toEqual(['Grüße from here']);
  expect(members.map(({ path }) => path).slice(3, 5)).toEqual(['message 2/A_B test.eml', 'message 2/evil.pdf']);
  const file = await InputFile.fromBytes('Archive.mbox', Buffer.from(mailbox));
  expect((await mboxMember(file, 'message 3/evil (2).pdf', undefined))?.bytes.toString()).toBe('%PDF-2');
  expect(await mboxMember(file, 'message 4/evil.pdf', undefined)).toBeUndefined();
});

test('a mailbox without an extension is known by its first lines', async () => {
  expect((await readBytes('Inbox', mailbox)).begin.format).toBe('mbox');
  expect((await readBytes('saved mail', eml)).begin.format).toBe('eml');
});

test('messages come out of a mailbox as they went in, however its bytes arrive', () => {
  const line = fc.constantFrom(
    '',
    'From the start',
    '>From me',
    '>>From us',
    'text',
    'From x@y Sat Jan 1 2022 no blank before',
    '\r',
    'F',
    '>',
  );
  const body = fc.array(line, { minLength: 1, maxLength: 12 }).map((lines) => `a: b\n${lines.join('\n')}`);
  fc.assert(
    fc.property(
      fc.array(body, { minLength: 1, maxLength: 6 }),
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
      (bodies, steps) => {
        const plain = bodies.map((each) =>
          each.replace(/^(?=>*From )/gm, (_, at: number) => (each.slice(at).startsWith('From the') ? '' : '>')),
        );
        const whole = Buffer.from(plain.map((each) => `From a@b Sat Jan  1 00:00:00 2022\n${each}\n\n`).join(''));
        const splitter = new MboxSplitter(1_000_000);
        const found: string[] = [];
        for (let at = 0, turn = 0; at < whole.length; turn += 1) {
          const step = steps[turn % steps.length] ?? 1;
          for (const message of splitter.push(Buffer.from(whole.subarray(at, at + step)))) found.push(message.bytes.toString());
          at += step;
        }
        for (const message of splitter.finish()) found.push(message.bytes.toString());
        expect(found).toEqual(bodies.map((each) => `${each}\n\n`));
      },
    ),
    { numRuns: 300 },
  );
});

test('of a message beyond the limit the start is kept and the rest counted', () => {
  const splitter = new MboxSplitter(10);
  const [first] = splitter.push(Buffer.from(`From a@b Sat Jan  1 2022\n${'x'.repeat(50)}\n\nFrom a@b Sat Jan  1 2022\ny\n`));
  expect([first?.bytes.toString(), first?.cutBytes]).toEqual(['x'.repeat(10), 42]);
});

test('nesting and parts without end are refused in plain words', async () => {
  const nested = Array.from({ length: 20_000 }, (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`).join('');
  await expect(readBytes('nested.eml', `From: a@example.org\n${nested}`)).rejects.toMatchObject({ code: 'read-too-large' });
  const deep = Array.from({ length: 300 }, (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\n\n--b${at}\n`).join('');
  await expect(readBytes('deep.eml', `From: a@example.org\n${deep}`)).rejects.toMatchObject({ code: 'read-corrupt' });
});

test('any mail at all is read or refused in plain words', async () => {
  const piece = fc.constantFrom('From: a@b\n', 'Content-Type: multipart/mixed; boundary=x\n', 'Content-Type: text/html\n', 'Content-Type: message/rfc822\n', '\n', '--x\n', '--x--\n', 'Subject: =?utf-8?B?/w==?=\n', '=3D=\n', '> quoted\n', '\u0000', 'ü', 'Content-Transfer-Encoding: base64\n', '<p>hi</p>\n'); // prettier-ignore
  await fc.assert(
    fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 40 }), async (pieces) => {
      const failure: unknown = await readBytes('any.eml', pieces.join('')).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure === null || (isAppError(failure) && failure.code.startsWith('read-')), String(failure)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('a saved web page is its page alone, in the encoding it names', async () => {
  const page = iconv.encode(
    '<html><head><title>Заголовок</title><meta charset="windows-1251"></head><body><p>Да</p></body></html>',
    'windows-1251',
  );
  const mhtml = Buffer.concat([
    Buffer.from(
      'From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--b"\r\n\r\n' +
        '----b\r\nContent-Type: text/html\r\nContent-Location: https://ads.example.org/\r\n\r\n<p>Advertisement</p>\r\n' +
        '----b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://example.org/\r\n\r\n',
    ),
    Buffer.from(page.toString('base64')),
    Buffer.from('\r\n----b\r\nContent-Type: text/css\r\n\r\np { color: red }\r\n----b--\r\n'),
  ]);
  const { begin, blocks } = await readBytes('page.mhtml', mhtml);
  expect([begin.format, begin.title]).toEqual(['mhtml', 'Заголовок']);
  expect(blocks.map(({ text }) => text)).toEqual(['Да']);
});
