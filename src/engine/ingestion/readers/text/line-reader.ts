import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import type { DocumentFormat } from '../../../../shared/domain/document.ts';
import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import type { ReaderIdentity } from '../reader-identities.ts';
import { textOfFile } from './text-of-file.ts';

const TURN_AFTER_MS = 20;
const TITLE_CHARS = 64 * 1024;

/** A format that is read from its decoded text in one pass. */
export interface LineFormat {
  format: DocumentFormat;
  /** From the start of the text. */
  title?(start: string): string | null | undefined;
  /** Yields often: at every line or piece of the text, with what it completes. */
  blocks(text: string, fileName: string): Generator<readonly ReadBlock[]>;
}

/** A reader that decodes the file, then streams the blocks of its text. */
export function lineReader(identity: ReaderIdentity, { format, title, blocks }: LineFormat): FormatReader {
  return {
    ...identity,
    async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
      const { text, warnings } = await textOfFile(file, signal);
      const named = title?.(text.slice(0, TITLE_CHARS))?.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
      yield { type: 'begin', format, reader: identity.reader, readerVersion: identity.version, title: named || null, pageCount: null };
      yield* warnings;
      const batch = new BlockBatch();
      let busySinceMs = performance.now();
      for (const found of blocks(text, file.name)) {
        if (found.length > 0) batch.add(...found);
        if (batch.isFull) yield* batch.take();
        if (performance.now() - busySinceMs < TURN_AFTER_MS) continue;
        await nextTurn(signal);
        busySinceMs = performance.now();
      }
      yield* batch.take();
    },
  };
}
