import PostalMime, { type Address, type Attachment, type Email, decodeWords } from 'postal-mime';
import { AppError } from '../../../../shared/errors.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import type { MailAttachment, MailMessage } from './mail-message.ts';

const CONTENT_TYPE = /(?:^|\n)content-type:/gi;
const SCAN_BYTES = 256 * 1024;

/**
 * Parses one mail (RFC 5322 and MIME). Errors: `read-corrupt` (nested beyond the limits), `read-too-large` (parts);
 * `fileName` is for messages.
 */
export async function parseMail(bytes: Buffer, fileName: string): Promise<MailMessage> {
  refuseManyParts(bytes, fileName);
  const mail = await parsed(bytes, fileName);
  const warnings: string[] = [];
  if (`${mail.text ?? ''}${mail.html ?? ''}`.includes('\ufffd')) warnings.push('Some characters could not be decoded.');
  return {
    subject: mail.subject?.replace(/\s+/g, ' ').trim() || null,
    from: addresses(mail.from === undefined ? mail.sender && [mail.sender] : [mail.from]),
    to: addresses(mail.to),
    cc: addresses(mail.cc),
    date: headerOf(mail, 'date'),
    dateMs: mail.date === undefined || Number.isNaN(Date.parse(mail.date)) ? null : Date.parse(mail.date),
    text: mail.text?.replace(/\r\n?/g, '\n') ?? null,
    html: mail.html ?? null,
    attachments: mail.attachments.filter((attachment) => !isDecoration(attachment)).map(attachmentOf),
    warnings,
  };
}

async function parsed(bytes: Buffer, fileName: string): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      maxNestingDepth: readerLimits.mailDepth,
      maxHeadersSize: readerLimits.mailHeaderBytes,
    });
  } catch (error) {
    throw corrupt(fileName, 'its parts are nested too deeply or its headers have no end', error);
  }
}

/** A list of parts without end is refused before anything is built from it. */
function refuseManyParts(bytes: Buffer, fileName: string): void {
  let count = 0;
  for (let at = 0; at < bytes.length; at += SCAN_BYTES) {
    count += bytes.toString('latin1', at, at + SCAN_BYTES + 16).match(CONTENT_TYPE)?.length ?? 0;
    if (count > readerLimits.mailParts) {
      const reason = `it has more than ${readerLimits.mailParts.toLocaleString('en')} parts`;
      throw new AppError('read-too-large', `“${fileName}” is too large: ${reason}.`, {
        details: { subject: fileName, reason, limit: readerLimits.mailParts, actual: count },
      });
    }
  }
}

function headerOf(mail: Email, key: string): string | null {
  const value = mail.headers.find((header) => header.key === key)?.value;
  return value === undefined ? null : decodeWords(value).replace(/\s+/g, ' ').trim() || null;
}

function addresses(list: readonly Address[] | undefined): string | null {
  const flat = (list ?? []).flatMap((each) => (each.group === undefined ? [each] : each.group));
  const words = flat.map(({ name, address }) =>
    name === '' || name === address ? address : address === '' ? name : `${name} <${address}>`,
  );
  return words.filter((word) => word !== '').join(', ') || null;
}

/** Pictures of the body, signatures of the transport: nobody sent them as files. */
function isDecoration({ mimeType, related, disposition, contentId, filename }: Attachment): boolean {
  if (/^application\/(?:pgp-signature|pgp-encrypted|(?:x-)?pkcs7-signature)$/.test(mimeType)) return true;
  if (/^(?:text\/rfc822-headers|message\/(?:delivery-status|disposition-notification|feedback-report))$/.test(mimeType)) return true;
  if (!mimeType.startsWith('image/') || disposition === 'attachment') return false;
  return related === true || contentId !== undefined || filename === null;
}

function attachmentOf({ filename, mimeType, content, description }: Attachment): MailAttachment {
  const bytes =
    typeof content === 'string' ? Buffer.from(content) : content instanceof Uint8Array ? Buffer.from(content) : Buffer.from(content);
  const name = filename ?? (mimeType === 'message/rfc822' ? (description ?? subjectOf(bytes)) : null);
  return { name, mimeType: mimeType.toLowerCase(), bytes };
}

/** An attached mail is known by its subject. */
function subjectOf(bytes: Buffer): string | null {
  const head = bytes.toString('latin1', 0, 16 * 1024).split(/\r?\n\r?\n/, 1)[0] ?? '';
  const subject = /(?:^|\n)subject:[ \t]*([^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/i.exec(head)?.[1];
  return subject === undefined ? null : decodeWords(subject.replace(/\r?\n[ \t]+/g, ' ')).trim() || null;
}
