import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { AppError } from '../../../../shared/errors.ts';
import { block } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { readerLimits } from '../reader-limits.ts';
import { readerIdentities } from '../reader-identities.ts';
import { HeadingFinder } from './headings.ts';
import { readOutline } from './outline.ts';
import { readPageLines } from './page-lines.ts';
import { pageRanges } from './page-ranges.ts';
import { paragraphText } from './paragraph-text.ts';
import { joinParagraphs } from './paragraphs.ts';
import { openPdf, type PdfDocument, utf16Of } from './pdf-document.ts';
import { discardPdfium } from './pdfium.ts';

/** PDF through PDFium: text with the place of each word, page by page. */
export const pdfReader: FormatReader = {
  ...readerIdentities.pdf,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    try {
      const document = await openPdf(file, signal);
      let isSpent = false;
      try {
        const title = titleOf(document);
        yield { type: 'begin', format: 'pdf', reader: this.reader, readerVersion: this.version, title, pageCount: document.pageCount };
        yield* pages(document, signal);
      } catch (error) {
        isSpent = isWasmAbort(error);
        throw error;
      } finally {
        if (!isSpent) document.close();
      }
    } catch (error) {
      throw translateAbort(error, file.name);
    }
  },
};

async function* pages(document: PdfDocument, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
  const headings = new HeadingFinder(readOutline(document));
  const trail = new HeadingTrail();
  const notes = { withoutText: [] as number[], cut: [] as number[], unreadable: [] as number[] };
  const count = Math.min(document.pageCount, readerLimits.pages);
  let chars = 0;
  for (let page = 1; page <= count; page += 1) {
    const { width, height, lines, ...found } = readPageLines(document, page - 1);
    chars += found.chars;
    yield {
      type: 'page',
      page: { page, width, height, textSource: found.chars === 0 && !found.blank ? 'none' : 'layer', confidence: null },
    };
    if (found.chars === 0 && !found.blank) notes.withoutText.push(page);
    if (found.cut) notes.cut.push(page);
    if (found.junkChars > 0.1 * found.chars) notes.unreadable.push(page);

    headings.startPage(page, lines);
    const blocks: ReadBlock[] = [];
    for (const paragraph of joinParagraphs(lines)) {
      const { text, words } = paragraphText(paragraph.lines);
      if (text.trim() === '') continue;
      const level = headings.levelOf(paragraph, text);
      if (level !== undefined) {
        blocks.push(block({ kind: 'heading', level, text, words, page, headingPath: trail.enter(level, text) }));
      } else {
        const kind = paragraph.isListItem ? 'list-item' : 'paragraph';
        blocks.push(block({ kind, level: paragraph.isListItem ? 1 : null, text, words, page, headingPath: trail.path }));
      }
    }
    if (blocks.length > 0) yield { type: 'blocks', blocks };
    await nextTurn(signal);
  }
  // A document without any text is an error of its own, raised by `readFile`.
  if (chars > 0) yield* warnings(notes, document.pageCount);
}

function* warnings(notes: { withoutText: number[]; cut: number[]; unreadable: number[] }, pageCount: number): Generator<FormatPart> {
  const warn = (message: string): FormatPart => ({ type: 'warning', message });
  if (notes.withoutText.length > 0)
    yield warn(`No text layer on ${pageRanges(notes.withoutText)}; what is pictured there cannot be found.`);
  if (notes.unreadable.length > 0) yield warn(`Much of the text on ${pageRanges(notes.unreadable)} is in a font that cannot be decoded.`);
  if (notes.cut.length > 0) {
    yield warn(`Only the first ${readerLimits.pageChars.toLocaleString('en')} characters of ${pageRanges(notes.cut)} were read.`);
  }
  if (pageCount > readerLimits.pages) {
    yield warn(`Only the first ${readerLimits.pages.toLocaleString('en')} of ${pageCount.toLocaleString('en')} pages were read.`);
  }
}

/** The title its author gave; not what a program put there (“Microsoft Word - draft3.doc”, “untitled”). */
function titleOf({ pdfium, handle }: PdfDocument): string | null {
  const raw = utf16Of(pdfium, (address, bytes) => pdfium.FPDF_GetMetaText(handle, 'Title', address, bytes));
  const title = raw.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
  const isMachineMade =
    /^(?:microsoft \w+ - |untitled$|unknown$|document\d*$|title$|\(anonymous\)$)|\.(?:docx?|xlsx?|pptx?|indd|qxd|tex|dvi|pdf|rtf|odt)$/i.test(
      title,
    );
  return title === '' || isMachineMade || !/\p{L}/u.test(title) ? null : title;
}

/** By name: the class is not among the types of plain Node. */
function isWasmAbort(error: unknown): error is Error {
  return error instanceof Error && error.name === 'RuntimeError';
}

/** An abort or trap inside WASM leaves the instance unusable. */
function translateAbort(error: unknown, name: string): unknown {
  if (!isWasmAbort(error)) return error;
  discardPdfium();
  const isMemory = /memory|oom/i.test(error.message);
  const details = { subject: name, reason: isMemory ? 'out of memory' : 'the PDF reader gave up' };
  return isMemory
    ? new AppError('read-memory', `“${name}” needs more memory than a reader may have.`, { details, cause: error })
    : new AppError('read-crashed', `Reading “${name}” made the PDF reader crash.`, { details, cause: error });
}
