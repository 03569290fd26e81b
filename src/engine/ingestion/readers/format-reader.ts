import type { ReadInput, ReadPart } from '../../../shared/contract/reader.ts';
import type { InputFile } from './input-file.ts';
import type { ReaderIdentity } from './reader-identities.ts';

/** Everything a reader streams but the end, which `readFile` adds with the hash. */
export type FormatPart = Exclude<ReadPart, { type: 'end' | 'elsewhere' }>;

/** What a reading may need besides the bytes. */
export type ReadOptions = Required<Pick<ReadInput, 'password' | 'ocr' | 'engine'>>;

/**
 * Reads one format. Yields `begin` first, then pages, blocks and warnings; throws `AppError` with a
 * `read-*` code. It must take all bytes of the file, since the hash is of the bytes it took.
 */
export interface FormatReader extends ReaderIdentity {
  read(file: InputFile, signal: AbortSignal | undefined, options: ReadOptions): AsyncGenerator<FormatPart>;
}
