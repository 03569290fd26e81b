import { createHash } from 'node:crypto';
import type { MailMessage } from './mail-message.ts';

/** A mail in the common form (RFC 5322, MIME), equal for equal messages. */
export function makeEml(message: MailMessage): Buffer {
  const bodies = [
    ...(message.text === null ? [] : [part('text/plain; charset=utf-8', Buffer.from(message.text))]),
    ...(message.html === null ? [] : [part('text/html; charset=utf-8', Buffer.from(message.html))]),
  ];
  const files = message.attachments.map(({ name, mimeType, bytes }) => {
    const type = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
    const disposition = `Content-Disposition: attachment${name === null ? '' : `; filename*=utf-8''${percentEncoded(name)}`}\r\n`;
    // A mail inside a mail stays as it is: MIME allows it no transfer encoding.
    return type === 'message/rfc822'
      ? Buffer.concat([Buffer.from(`Content-Type: ${type}\r\n${disposition}\r\n`), bytes])
      : part(type, bytes, disposition);
  });
  const headers = (
    [
      ['From', message.from],
      ['To', message.to],
      ['Cc', message.cc],
      ['Date', message.date],
      ['Subject', message.subject],
    ] as const
  ).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${encodedWords(value, name !== 'Date')}\r\n`]));
  const body = multipart('mixed', [multipart('alternative', bodies), ...files]);
  return Buffer.concat([Buffer.from(`${headers.join('')}MIME-Version: 1.0\r\n`), body]);
}

function multipart(kind: string, parts: readonly Buffer[]): Buffer {
  const digest = createHash('sha256');
  for (const each of parts) digest.update(each);
  const boundary = `=_${kind}_${digest.digest('hex').slice(0, 32)}`;
  const joined = parts.flatMap((each) => [Buffer.from(`--${boundary}\r\n`), each, Buffer.from('\r\n')]);
  return Buffer.concat([
    Buffer.from(`Content-Type: multipart/${kind}; boundary="${boundary}"\r\n\r\n`),
    ...joined,
    Buffer.from(`--${boundary}--\r\n`),
  ]);
}

function part(type: string, bytes: Buffer, more = ''): Buffer {
  const lines = bytes.toString('base64').match(/.{1,76}/g) ?? [];
  return Buffer.from(`Content-Type: ${type}\r\n${more}Content-Transfer-Encoding: base64\r\n\r\n${lines.join('\r\n')}\r\n`);
}

/** A comma divides addresses, so a name with one is encoded too. */
function encodedWords(value: string, encodesCommas: boolean): string {
  // oxlint-disable-next-line no-control-regex
  if (/^[\u0020-\u007e]*$/.test(value) && !(encodesCommas && value.includes(','))) return value;
  const words: string[] = [];
  let word = '';
  for (const char of value.replace(/\s+/g, ' ').toWellFormed()) {
    if (Buffer.byteLength(word + char) > 42) {
      words.push(word);
      word = '';
    }
    word += char;
  }
  return [...words, word].map((each) => `=?utf-8?B?${Buffer.from(each).toString('base64')}?=`).join('\r\n ');
}

function percentEncoded(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
