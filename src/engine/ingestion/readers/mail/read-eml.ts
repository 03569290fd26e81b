import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { corrupt } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import type { MailMessage } from './mail-message.ts';
import { memberNames } from './member-names.ts';
import { messageBlocks } from './message-blocks.ts';
import { parseMail } from './parse-mail.ts';

/** Single mails: headers, body and quotations; attachments are documents of their own. */
export const emlReader: FormatReader = {
  ...readerIdentities.eml,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const message = await parseMail(mailOf(await file.bytes(signal)), file.name);
    signal?.throwIfAborted();
    if (isNothing(message)) throw corrupt(file.name, 'it has neither the headers nor the body of a mail');
    const title = titleOf(message);
    yield { type: 'begin', format: 'eml', reader: this.reader, readerVersion: this.version, title, pageCount: null };
    for (const warning of message.warnings) yield { type: 'warning', message: warning };
    const batch = new BlockBatch();
    for (const each of messageBlocks(message, 1)) {
      batch.add(each);
      if (batch.isFull) yield* batch.take();
    }
    yield* batch.take();
    yield* memberParts(message, '');
  },
};

/** The bytes of an attachment by the path it was announced with; undefined when there is none. */
export async function memberBytes(
  file: InputFile,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const message = await parseMail(mailOf(await file.bytesAt(0, file.sizeBytes)), file.name);
  signal?.throwIfAborted();
  return attachmentNamed(message, path);
}

/** The attachments of a message, announced; `folder` ends in a slash where there is one. */
export function memberParts(message: MailMessage, folder: string): FormatPart[] {
  return memberNames(message.attachments).map((name, index) => ({
    type: 'member',
    path: folder + name,
    sizeBytes: message.attachments[index]?.bytes.length ?? 0,
    modifiedAtMs: message.dateMs,
  }));
}

export function attachmentNamed(message: MailMessage, name: string): { name: string; bytes: Buffer } | undefined {
  const found = message.attachments[memberNames(message.attachments).indexOf(name)];
  return found && { name, bytes: found.bytes };
}

export function titleOf({ subject }: MailMessage): string | null {
  return subject?.slice(0, 300).toWellFormed() ?? null;
}

function isNothing({ from, to, subject, date, text, html, attachments }: MailMessage): boolean {
  return [from, to, subject, date].every((value) => value === null) && (text ?? html ?? '').trim() === '' && attachments.length === 0;
}

/** Apple Mail puts the length of the mail before it and its own notes after it. */
function mailOf(bytes: Buffer): Buffer {
  const [line] = bytes.toString('latin1', 0, 24).split('\n', 1);
  if (line === undefined || !/^\d{1,12}\s*$/.test(line)) return bytes;
  const start = line.length + 1;
  return bytes.subarray(start, start + Number(line.trim()));
}
