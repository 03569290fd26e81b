import type { ReadInput, ReadPart } from '../../../shared/contract/reader.ts';
import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { AppError } from '../../../shared/errors.ts';
import { describeOle2 } from './describe-ole2.ts';
import { detectFile } from './detect-file.ts';
import type { InputFile } from './input-file.ts';
import { loadReader } from './load-reader.ts';
import { openInput } from './members/open-input.ts';
import { corrupt, encrypted, unsupported } from './read-errors.ts';
import { readerClassOf } from './reader-class.ts';
import { readBytes, readIdentity } from './read-identity.ts';
import { readerLimits } from './reader-limits.ts';
import { LanguageSample, recogniseLanguage } from './recognise-language.ts';

/**
 * Reads one file in this process: parts in reading order, `end` last. Throws `AppError` with a `read-*`
 * code; what was yielded before stays good. Abort reasons pass through.
 */
export async function* readFile(input: ReadInput, signal?: AbortSignal): AsyncGenerator<ReadPart> {
  signal?.throwIfAborted();
  const file = await openInput(input, signal);
  try {
    if (input.purpose === 'bytes') return yield* readBytes(file, signal);
    if (input.purpose === 'unlocked') {
      const { readUnlocked } = await import('./pdf/read-unlocked.ts');
      return yield* readUnlocked(file, signal, input.password ?? null);
    }
    const format = await formatOf(file, input.formatHint, input.password ?? null);
    if (input.purpose === 'identity') return yield* readIdentity(file, format, signal);
    const readerClass = readerClassOf(format, input);
    if (input.readerClass && input.readerClass !== readerClass) return yield { type: 'elsewhere', readerClass };
    let chars = 0;
    const sample = new LanguageSample();
    const reader = await loadReader(format);
    for await (const part of reader.read(file, signal, {
      password: input.password ?? null,
      ocr: input.ocr ?? null,
      engine: input.engine ?? 'first',
    })) {
      if (part.type === 'blocks') sample.add(part.blocks);
      if (part.type === 'blocks') chars += part.blocks.reduce((sum, block) => sum + block.text.length, 0);
      yield part;
      if (chars > readerLimits.documentChars) {
        yield { type: 'warning', message: `Only the first ${readerLimits.documentChars.toLocaleString('en')} characters were read.` };
        break;
      }
    }
    if (chars === 0) throw noText(format, file.name);
    yield { type: 'end', ...file.digest(), language: await recogniseLanguage(sample.finish()) };
  } finally {
    await file.close();
  }
}

async function formatOf(file: InputFile, hint: DocumentFormat | null, password: string | null): Promise<DocumentFormat> {
  const detection = await detectFile(file, hint);
  if (detection.kind === 'format') return detection.format;
  if (detection.kind === 'corrupt') throw corrupt(file.name, detection.what);
  const what = detection.kind === 'ole2' ? await describeOle2(file) : detection.what;
  if (what === null && password !== null) throw unsupported(file.name, 'a protected Office document, whose password is of no use here');
  throw what === null ? encrypted(file.name) : unsupported(file.name, what);
}

const textual: ReadonlySet<DocumentFormat> = new Set([
  'text',
  'markdown',
  'csv',
  'code',
  'latex',
  'org',
  'asciidoc',
  'rst',
  'json',
  'yaml',
  'xml',
  'subtitles',
] satisfies DocumentFormat[]);

function noText(format: DocumentFormat, name: string): AppError {
  const details = { subject: name };
  if (format === 'archive') return new AppError('read-empty', `“${name}” holds no files.`, { details });
  if (textual.has(format)) return new AppError('read-empty', `“${name}” has no text in it.`, { details });
  const reason = format === 'pdf' ? 'its pages are pictures without a text layer' : 'it holds no text';
  return new AppError('read-no-text', `“${name}” has no text to read: ${reason}.`, { details: { ...details, reason } });
}
