import type { Document as AnyDocument } from '@firecrawl/anydoc';
import type { DocumentFormat } from '../../../../shared/domain/document.ts';
import { AppError } from '../../../../shared/errors.ts';
import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { corrupt, encrypted } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { legacyBlocks } from './legacy-blocks.ts';

type LegacyFormat = 'rtf' | 'doc' | 'xls' | 'ppt';

const kinds: Record<LegacyFormat, { what: string; better: string }> = {
  rtf: { what: 'a rich text document (.rtf)', better: '.docx' },
  doc: { what: 'an old Word document (.doc)', better: '.docx' },
  xls: { what: 'an old Excel workbook (.xls)', better: '.xlsx' },
  ppt: { what: 'an old PowerPoint presentation (.ppt)', better: '.pptx' },
};

export const rtfReader = legacyReader('rtf');
export const docReader = legacyReader('doc');
export const xlsReader = legacyReader('xls');
export const pptReader = legacyReader('ppt');

/**
 * The formats before Office 2007 through a native library. It may abort the whole process and takes what memory it
 * likes, so it is given nothing but what was recognised as one of these formats, in a process of its own class.
 */
function legacyReader(format: LegacyFormat): FormatReader {
  return {
    ...readerIdentities[format],
    async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
      const toDocument = await loadLibrary(file.name, format);
      const bytes = await file.bytes(signal);
      yield { type: 'begin', format, reader: this.reader, readerVersion: this.version, title: null, pageCount: null };
      const document = await convert(toDocument, bytes, file.name, format);
      const batch = new BlockBatch();
      for (const block of legacyBlocks(document)) {
        batch.add(block);
        if (batch.isFull) {
          yield* batch.take();
          await nextTurn(signal);
        }
      }
      yield* batch.take();
    },
  };
}

type ToDocument = (bytes: Uint8Array) => Promise<AnyDocument>;

/** It has no binary for some systems (Windows on ARM); bytes are never shown as text instead. */
async function loadLibrary(name: string, format: LegacyFormat): Promise<ToDocument> {
  try {
    return (await import('@firecrawl/anydoc')).toDocument;
  } catch (cause) {
    const { what, better } = kinds[format];
    const message = `“${name}” is ${what}, which cannot be read on this system. Convert this file to ${better} or PDF.`;
    throw new AppError('read-unsupported', message, { details: { subject: name, reason: what }, cause });
  }
}

async function convert(toDocument: ToDocument, bytes: Uint8Array, name: string, format: DocumentFormat): Promise<AnyDocument> {
  try {
    return await toDocument(bytes);
  } catch (cause) {
    const { what, better } = kinds[format as LegacyFormat];
    switch ((cause as { code?: string }).code) {
      case 'encrypted':
        throw encrypted(name);
      case 'resourceLimit':
        throw new AppError('read-too-large', `“${name}” unpacks to more than a reader takes in.`, { details: { subject: name }, cause });
      case 'unsupported':
        throw new AppError(
          'read-unsupported',
          `“${name}” is ${what} of a kind that cannot be read. Convert this file to ${better} or PDF.`,
          {
            details: { subject: name, reason: what },
            cause,
          },
        );
      default:
        throw corrupt(name, `it is not ${what} that can be opened`, cause);
    }
  }
}
