import { AppError, isAppError } from '../../../../shared/errors.ts';
import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { corrupt } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readerLimits } from '../reader-limits.ts';
import { MboxSplitter, type SplitMessage } from './mbox-splitter.ts';
import { messageBlocks } from './message-blocks.ts';
import { parseMail } from './parse-mail.ts';
import { attachmentNamed, memberParts, titleOf } from './read-eml.ts';

const CHUNK_BYTES = 1024 * 1024;

/** Mailboxes, message by message: never more than one in memory. Attachments are documents of their own, below “message 12”. */
export const mboxReader: FormatReader = {
  ...readerIdentities.mbox,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    yield { type: 'begin', format: 'mbox', reader: this.reader, readerVersion: this.version, title: null, pageCount: null };
    const walk = new MailboxWalk(file.name);
    const splitter = new MboxSplitter(readerLimits.mailMessageBytes);
    for await (const chunk of file.chunks(signal)) {
      for (const message of splitter.push(chunk)) {
        yield* walk.parts(message);
        await nextTurn(signal);
      }
    }
    for (const message of splitter.finish()) yield* walk.parts(message);
    yield* walk.end();
  },
};

/** The bytes of “message 12/report.pdf”; undefined when there is no such attachment. Reads the mailbox up to that message. */
export async function memberBytes(
  file: InputFile,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ name: string; bytes: Buffer } | undefined> {
  const [, number, name] = /^message (\d{1,9})\/([^/]+)$/.exec(path) ?? [];
  if (number === undefined || name === undefined) return undefined;
  const splitter = new MboxSplitter(readerLimits.mailMessageBytes);
  let count = 0;
  for (let at = 0; at <= file.sizeBytes; at += CHUNK_BYTES) {
    signal?.throwIfAborted();
    const isEnd = at + CHUNK_BYTES > file.sizeBytes;
    const found = splitter.push(await file.bytesAt(at, Math.min(CHUNK_BYTES, file.sizeBytes - at)));
    for (const message of isEnd ? [...found, ...splitter.finish()] : found) {
      count += 1;
      if (count === Number(number)) return attachmentNamed(await parseMail(message.bytes, file.name), name);
    }
  }
  return undefined;
}

/** Reads the messages of a mailbox one after the other, and says at its end what it had to leave out. */
class MailboxWalk {
  readonly #fileName: string;
  #count = 0;
  #chars = 0;
  #members = 0;
  readonly #unread: number[] = [];
  readonly #left = new Map<string, number>();

  constructor(fileName: string) {
    this.#fileName = fileName;
  }

  async *parts({ bytes, cutBytes }: SplitMessage): AsyncGenerator<FormatPart> {
    this.#count += 1;
    if (this.#chars > readerLimits.documentChars - readerLimits.mailMessageChars)
      return this.#note('were left out: the mailbox holds too much text');
    if (cutBytes > 0) this.#note(`were cut at ${readerLimits.mailMessageBytes / 1024 / 1024} MB`);
    try {
      const message = await parseMail(bytes, this.#fileName);
      if (message.warnings.length > 0) this.#note('have characters that could not be decoded');
      let chars = 0;
      const batch = new BlockBatch();
      for (const each of messageBlocks(message, this.#count)) {
        chars += each.text.length;
        if (chars > readerLimits.mailMessageChars) {
          this.#note('were read only in part, because they are very long');
          break;
        }
        batch.add({ ...each, headingPath: [titleOf(message) ?? `Message ${this.#count}`, ...each.headingPath] });
        if (batch.isFull) yield* batch.take();
      }
      this.#chars += Math.min(chars, readerLimits.mailMessageChars);
      yield* batch.take();
      for (const member of memberParts(message, `message ${this.#count}/`)) {
        this.#members += 1;
        if (this.#members > readerLimits.zipEntries) return this.#note('have attachments that were left out');
        yield member;
      }
    } catch (error) {
      if (!isAppError(error)) throw error;
      this.#unread.push(this.#count);
    }
  }

  /** Errors: `read-corrupt` when no message could be read. */
  *end(): Generator<FormatPart> {
    if (this.#unread.length === this.#count && this.#count > 0) throw corrupt(this.#fileName, 'none of its messages can be read');
    if (this.#count === 0)
      throw new AppError('read-empty', `“${this.#fileName}” holds no messages.`, { details: { subject: this.#fileName } });
    for (const [what, count] of this.#left) yield { type: 'warning', message: `${count.toLocaleString('en')} messages ${what}.` };
    if (this.#unread.length > 0) {
      const shown = this.#unread.slice(0, 10).join(', ');
      yield {
        type: 'warning',
        message: `${this.#unread.length.toLocaleString('en')} messages could not be read: ${shown}${this.#unread.length > 10 ? ' …' : ''}.`,
      };
    }
  }

  #note(what: string): void {
    this.#left.set(what, (this.#left.get(what) ?? 0) + 1);
  }
}
