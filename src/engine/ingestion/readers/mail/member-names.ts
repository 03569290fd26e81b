import type { MailAttachment } from './mail-message.ts';

const MAX_NAME_CHARS = 150;

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/html': 'html',
  'text/csv': 'csv',
  'text/calendar': 'ics',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/tiff': 'tif',
  'application/zip': 'zip',
  'application/json': 'json',
  'application/xml': 'xml',
  'application/rtf': 'rtf',
  'application/msword': 'doc',
  'application/ms-tnef': 'dat',
};

/** A name for each attachment that is safe as the last step of a path and differs from all others, in their order. */
export function memberNames(attachments: readonly Pick<MailAttachment, 'name' | 'mimeType'>[]): string[] {
  const taken = new Set<string>();
  return attachments.map(({ name, mimeType }, index) => {
    // A mail is named by its subject, in which a slash divides nothing.
    const safe = safeName((mimeType === 'message/rfc822' ? name : name?.split(/[\\/]/).at(-1)) ?? '');
    const extension = extensions[mimeType];
    const base = safe === '' ? `attachment ${index + 1}${extension === undefined ? '' : `.${extension}`}` : withExtension(safe, mimeType);
    const unique = uniqueName(base, taken);
    taken.add(unique.toLowerCase());
    return unique;
  });
}

function safeName(name: string): string {
  const last = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]/g, '_')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  if (last.length <= MAX_NAME_CHARS) return last;
  const dot = last.lastIndexOf('.');
  const extension = dot > last.length - 12 ? last.slice(dot) : '';
  return (last.slice(0, MAX_NAME_CHARS - extension.length) + extension).toWellFormed();
}

/** A mail attached under its subject alone would not be told for a mail. */
function withExtension(name: string, mimeType: string): string {
  return mimeType === 'message/rfc822' && !/\.eml$/i.test(name) ? `${name}.eml` : name;
}

function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name.toLowerCase())) return name;
  const dot = name.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let count = 2; ; count += 1) {
    const next = `${stem} (${count})${extension}`;
    if (!taken.has(next.toLowerCase())) return next;
  }
}
