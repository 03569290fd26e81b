import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { readerIdentities } from '../reader-identities.ts';
import { messageBlocks } from './message-blocks.ts';
import { parseMsg } from './parse-msg.ts';
import { attachmentNamed, memberParts, titleOf } from './read-eml.ts';

/** Outlook messages: headers, body and quotations; attachments and messages inside are documents of their own. */
export const msgReader: FormatReader = {
  ...readerIdentities.msg,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const message = parseMsg(await file.bytes(signal), file.name);
    await nextTurn(signal);
    yield { type: 'begin', format: 'msg', reader: this.reader, readerVersion: this.version, title: titleOf(message), pageCount: null };
    for (const warning of message.warnings) yield { type: 'warning', message: warning };
    const batch = new BlockBatch();
    batch.add(...messageBlocks(message, 1));
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
  const message = parseMsg(await file.bytesAt(0, file.sizeBytes), file.name);
  signal?.throwIfAborted();
  return attachmentNamed(message, path);
}
