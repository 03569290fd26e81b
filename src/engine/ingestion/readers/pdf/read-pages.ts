import { AppError } from '../../../../shared/errors.ts';
import type { FormatPart, ReadOptions } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { recognisedBlocks } from '../ocr/recognised-blocks.ts';
import { readerLimits } from '../reader-limits.ts';
import { HeadingFinder } from './headings.ts';
import type { RecognisePage } from './ocr-page.ts';
import { readOutline } from './outline.ts';
import { pageBlocks } from './page-blocks.ts';
import { lineText } from './page-lines.ts';
import { PageWindow, type SettledPage } from './page-window.ts';
import type { PdfDocument } from './pdf-document.ts';
import { pdfjsLines } from './pdfjs-lines.ts';
import { type PageText, readPage } from './read-page.ts';
import { type PageTroubles, readingWarnings } from './reading-warnings.ts';
import { type RecognisedText, recognisePdfPage } from './recognise-pdf-page.ts';
import { SecondEngine } from './second-engine.ts';
import { isJunk, isSaner, isUnreadable, looksWrong } from './text-sanity.ts';

/** All pages of a document, each as soon as the few after it are known; warnings last. */
export async function* readPages(
  file: InputFile,
  document: PdfDocument,
  signal: AbortSignal | undefined,
  options: ReadOptions,
): AsyncGenerator<FormatPart> {
  const ocr = options.ocr ?? null;
  const recognise = ocr === null ? undefined : (await import('../ocr/recognise-page.ts')).createRecognisePage(ocr);
  const reading = new PagesReading(document, recognise);
  const window = new PageWindow<PageText>();
  const second = new SecondEngine(file, options.password ?? null);
  const count = Math.min(document.pageCount, readerLimits.pages);
  try {
    for (let page = 1; page <= count; page += 1) {
      const text = await saneText(readPage(document, page - 1), page, second);
      reading.headings.measure(text.lines);
      const height = text.turn % 2 === 0 ? text.height : text.width;
      for (const settled of window.add(page, text, text.lines, height, reading.headings.bodySize())) yield* reading.partsOf(settled);
      await nextTurn(signal);
    }
    for (const settled of window.end(reading.headings.bodySize())) {
      yield* reading.partsOf(settled);
      await nextTurn(signal);
    }
  } finally {
    await second.close();
  }
  // A document without any text is an error of its own, raised by `readFile`.
  if (reading.hasText) yield* readingWarnings(reading.troubles, document.pageCount);
}

/** PDFium's text of a page, or that of pdf.js where PDFium's looks wrong and the other does not; without lines of junk. */
async function saneText(text: PageText, page: number, second: SecondEngine): Promise<PageText> {
  const area = text.width * text.height;
  if (!looksWrong({ ...text, area })) return text;
  const found = await second.page(page);
  const other = found === undefined ? undefined : pdfjsLines(found);
  if (other !== undefined && isSaner({ ...other, area }, { ...text, area })) return { ...text, ...other, isPicture: false };
  return { ...text, lines: text.lines.filter((line) => !isJunk(lineText(line))) };
}

/** What one reading knows of the pages it has given out. */
class PagesReading {
  readonly headings: HeadingFinder;
  readonly troubles: PageTroubles = { withoutText: [], cut: [], unreadable: [], notRecognised: [] };
  hasText = false;
  readonly #trail = new HeadingTrail();
  readonly #document: PdfDocument;
  readonly #recognise: RecognisePage | undefined;

  constructor(document: PdfDocument, recognise: RecognisePage | undefined) {
    this.#document = document;
    this.#recognise = recognise;
    this.headings = new HeadingFinder(readOutline(document));
  }

  /** A page and its blocks. Pages that are pictures are recognised here, one at a time and none ahead of its turn. */
  async *partsOf({ page, content: text, lines }: SettledPage<PageText>): AsyncGenerator<FormatPart> {
    const { width, height, turn, notes } = text;
    const isPicture = text.isPicture || isUnreadable(text);
    const recognised = isPicture ? await this.#recognised(page, text) : undefined;
    this.#note(page, text, isPicture, recognised !== undefined);
    const textSource = recognised !== undefined ? 'ocr' : isPicture ? 'none' : 'layer';
    yield {
      type: 'page',
      page: { page, width, height, textSource, confidence: recognised === undefined ? null : Math.round(recognised.confidence) },
    };
    // What is written over a picture is in the picture, too.
    const blocks = pageBlocks({ page, width, height, turn, notes }, recognised === undefined ? lines : [], this.headings, this.#trail);
    if (recognised !== undefined) blocks.unshift(...recognisedBlocks(recognised.lines, page, this.#trail));
    this.hasText ||= blocks.length > 0;
    if (blocks.length > 0) yield { type: 'blocks', blocks };
  }

  #note(page: number, text: PageText, isPicture: boolean, isRecognised: boolean): void {
    if (text.cut) this.troubles.cut.push(page);
    if (isRecognised) return;
    if (isUnreadable(text) || looksWrong({ ...text, area: text.width * text.height })) this.troubles.unreadable.push(page);
    else if (isPicture) (this.#recognise === undefined ? this.troubles.withoutText : this.troubles.notRecognised).push(page);
  }

  async #recognised(page: number, text: PageText): Promise<RecognisedText | undefined> {
    if (this.#recognise === undefined) return undefined;
    try {
      return await recognisePdfPage(this.#document, page - 1, text, this.#recognise);
    } catch (error) {
      // A page the recogniser cannot do is told; a missing language, an abort or a spent PDFium is the reading's end.
      if (error instanceof AppError || (error instanceof Error && /^(?:AbortError|RuntimeError)$/.test(error.name))) throw error;
      return undefined;
    }
  }
}
