import { decodeText } from '../decode-text.ts';
import { declaredCharset } from '../html/declared-charset.ts';
import { readerLimits } from '../reader-limits.ts';
import { Cfb, type CfbStorage } from './cfb.ts';
import type { MailAttachment, MailMessage } from './mail-message.ts';
import { makeEml } from './make-eml.ts';
import { MsgProperties } from './msg-properties.ts';
import { rtfText } from './rtf-text.ts';
import { unpackRtf } from './unpack-rtf.ts';

const MAX_INNER_DEPTH = 8;
/** Numbers of MS-OXPROPS. */
const tag = {
  subject: 0x0037, sentAt: 0x0039, fromName: 0x0042, fromAddress: 0x0065, headers: 0x007d, recipientType: 0x0c15, senderName: 0x0c1a,
  senderAddress: 0x0c1f, displayCc: 0x0e03, displayTo: 0x0e04, receivedAt: 0x0e06, body: 0x1000, rtf: 0x1009, html: 0x1013,
  displayName: 0x3001, address: 0x3003, content: 0x3701, fileName: 0x3704, longFileName: 0x3707, mimeType: 0x370e, contentId: 0x3712,
  flags: 0x3714, smtpAddress: 0x39fe, senderSmtp: 0x5d01, fromSmtp: 0x5d02, hidden: 0x7ffe,
} as const; // prettier-ignore

/** Parses an Outlook message (MS-OXMSG). Errors: `read-corrupt`. */
export function parseMsg(bytes: Buffer, fileName: string): MailMessage {
  const cfb = new Cfb(bytes, fileName);
  return messageOf(cfb, cfb.root, 32, 0);
}

function messageOf(cfb: Cfb, storage: CfbStorage, headerBytes: number, depth: number): MailMessage {
  const properties = new MsgProperties(cfb, storage, headerBytes);
  const people = recipients(cfb, storage, properties.encoding);
  const dateMs = properties.time(tag.sentAt) ?? properties.time(tag.receivedAt) ?? null;
  const body = bodyOf(properties);
  return {
    subject: properties.text(tag.subject)?.replace(/\s+/g, ' ').trim() ?? null,
    from: person(
      properties.text(tag.fromName) ?? properties.text(tag.senderName),
      [tag.fromSmtp, tag.senderSmtp, tag.fromAddress, tag.senderAddress].map((each) => properties.text(each)),
    ),
    to: people.to ?? properties.text(tag.displayTo) ?? null,
    cc: people.cc ?? properties.text(tag.displayCc) ?? null,
    date: dateHeader(properties.text(tag.headers)) ?? (dateMs === null ? null : new Date(dateMs).toUTCString()),
    dateMs,
    ...body,
    attachments: attachments(cfb, storage, properties.encoding, depth),
    warnings: `${body.text ?? ''}${body.html ?? ''}`.includes('\ufffd') ? ['Some characters could not be decoded.'] : [],
  };
}

function bodyOf(properties: MsgProperties): { text: string | null; html: string | null } {
  const text = properties.text(tag.body)?.replace(/\r\n?/g, '\n') ?? null;
  const bytes = properties.bytes(tag.html);
  const decoded = bytes && decodeText(bytes, declaredCharset(bytes) ?? properties.encoding);
  const html = decoded?.text ?? properties.text(tag.html) ?? null;
  if (text !== null || html !== null) return { text, html };
  const packed = properties.bytes(tag.rtf);
  const rtf = packed && unpackRtf(packed);
  if (rtf === undefined) return { text: null, html: null };
  const found = rtfText(rtf);
  return found.kind === 'html' ? { text: null, html: found.text } : { text: found.text, html: null };
}

function storagesNamed(storage: CfbStorage, prefix: string): CfbStorage[] {
  return [...storage.storages]
    .filter(([name]) => name.startsWith(prefix))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, inner]) => inner);
}

function recipients(cfb: Cfb, storage: CfbStorage, encoding: string): { to: string | null; cc: string | null } {
  const lists: Record<number, string[]> = { 1: [], 2: [] };
  for (const inner of storagesNamed(storage, '__recip_version1.0_')) {
    const properties = new MsgProperties(cfb, inner, 8, encoding);
    const words = person(properties.text(tag.displayName), [properties.text(tag.smtpAddress), properties.text(tag.address)]);
    if (words !== null) lists[properties.number(tag.recipientType) ?? 1]?.push(words);
  }
  return { to: lists[1]?.join(', ') || null, cc: lists[2]?.join(', ') || null };
}

/** An Exchange server's own form of address tells a person nothing. */
function person(name: string | undefined, candidates: readonly (string | undefined)[]): string | null {
  const address = candidates.find((each) => each?.includes('@'));
  if (name === undefined || name === address) return address ?? name ?? null;
  return address === undefined || name.includes(address) ? name : `${name} <${address}>`;
}

function dateHeader(headers: string | undefined): string | null {
  return /^date:[ \t]*(\S.*?)\s*$/im.exec(headers?.slice(0, readerLimits.mailHeaderBytes) ?? '')?.[1] ?? null;
}

function attachments(cfb: Cfb, storage: CfbStorage, encoding: string, depth: number): MailAttachment[] {
  return storagesNamed(storage, '__attach_version1.0_').flatMap((inner) => {
    const properties = new MsgProperties(cfb, inner, 8, encoding);
    const name = properties.text(tag.longFileName) ?? properties.text(tag.fileName) ?? properties.text(tag.displayName) ?? null;
    const mimeType = properties.text(tag.mimeType)?.toLowerCase() ?? '';
    const isInBody =
      mimeType.startsWith('image/') && ((properties.number(tag.flags) ?? 0) & 4) !== 0 && properties.text(tag.contentId) !== undefined;
    if (isInBody || ((properties.number(tag.hidden) ?? 0) & 0xff) === 1) return [];
    const message = inner.storages.get('__substg1.0_3701000D');
    if (message !== undefined && message.streams.has('__properties_version1.0'))
      return depth < MAX_INNER_DEPTH ? [innerMail(cfb, message, name, depth)] : [];
    const bytes = properties.bytes(tag.content);
    return bytes === undefined ? [] : [{ name, mimeType, bytes }];
  });
}

/** A mail inside becomes a mail of the common form, so that it can stand alone. */
function innerMail(cfb: Cfb, storage: CfbStorage, name: string | null, depth: number): MailAttachment {
  const message = messageOf(cfb, storage, 24, depth + 1);
  return { name: (message.subject ?? name)?.replace(/\.msg$/i, '') ?? null, mimeType: 'message/rfc822', bytes: makeEml(message) };
}
