import type { ReadInput, ReaderClass } from '../../../shared/contract/reader.ts';
import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { extensionOf } from './format.ts';

const nativeFormats: ReadonlySet<DocumentFormat> = new Set(['rtf', 'doc', 'xls', 'ppt']);
const nativeExtensions: ReadonlySet<string> = new Set(['rtf', 'doc', 'dot', 'xls', 'xlt', 'ppt', 'pps', 'pot']);

type Asked = Pick<ReadInput, 'ocr' | 'purpose'>;

/** The class of process that reads a format. Native code runs in none but its own. */
export function readerClassOf(format: DocumentFormat, { ocr, purpose }: Asked): ReaderClass {
  if ((purpose ?? 'text') !== 'text') return 'wasm';
  if (nativeFormats.has(format)) return 'native';
  return ocr ? 'ocr' : 'wasm';
}

/** As far as the name tells; the reader itself sends the file on where its content says otherwise. */
export function likelyReaderClass(input: ReadInput): ReaderClass {
  if ((input.purpose ?? 'text') !== 'text') return 'wasm';
  if (input.ocr) return 'ocr';
  const name = input.members?.at(-1) ?? input.path;
  return nativeExtensions.has(extensionOf(name)) ? 'native' : 'wasm';
}

/** Formats with a second engine, for a file that ends the first. */
const withSecondEngine: ReadonlySet<DocumentFormat> = new Set<DocumentFormat>(['pdf']);

export function hasSecondEngine(format: DocumentFormat): boolean {
  return withSecondEngine.has(format);
}
