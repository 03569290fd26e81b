import type { ReadPart } from '../../../shared/contract/reader.ts';
import type { DocumentFormat } from '../../../shared/domain/document.ts';
import type { InputFile } from './input-file.ts';
import { readerIdentity } from './reader-identities.ts';

const PART_BYTES = 256 * 1024;

/** What can be said of a file without understanding it: its format, and at the end the hash of its bytes. */
export async function* readIdentity(file: InputFile, format: DocumentFormat, signal: AbortSignal | undefined): AsyncGenerator<ReadPart> {
  const { reader, version } = readerIdentity(format) ?? { reader: '', version: 0 };
  yield { type: 'begin', format, reader, readerVersion: version, title: null, pageCount: null };
  for await (const _ of file.chunks(signal)) signal?.throwIfAborted();
  yield { type: 'end', ...file.digest() };
}

/** The bytes of a file as they are. */
export async function* readBytes(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<ReadPart> {
  for await (const chunk of file.chunks(signal)) yield* bytesParts(chunk);
  yield { type: 'end', ...file.digest() };
}

export function* bytesParts(bytes: Buffer): Generator<Extract<ReadPart, { type: 'bytes' }>> {
  for (let at = 0; at < bytes.length; at += PART_BYTES) yield { type: 'bytes', base64: bytes.toString('base64', at, at + PART_BYTES) };
}
