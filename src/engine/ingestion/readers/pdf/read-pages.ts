import type { PageSize } from '../../../../shared/domain/document.ts';
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
import { PageWindow, type SettledPage } from './page-window.ts';
import type { PdfDocument } from './pdf-document.ts';
import { pdfjsLines } from './pdfjs-lines.ts';
import { type PageText, readPage } from './read-page.ts';
import { type PageTroubles, readingWarnings } from './reading-warnings.ts';
import { type RecognisedText, recognisePdfPage } from './recognise-pdf-page.ts';
import { SecondEngine } from './second-engine.ts';
import { isSaner, isUnreadable, looksWrong } from './text-sanity.ts';

/** A page as it waits in the window. */
interface ReadPageContent {
  text: PageText;
  textSource: PageSize['textSource'];
  recognised: RecognisedText | undefined;
}

/** All pages of a document, each as soon as the few after it are known; warnings last. */
export async function* readPages(
  file: InputFile,
  document: PdfDocument,
  signal: AbortSignal | undefined,
  options: ReadOptions,
): AsyncGenerator<FormatPart> {
  const ocr = options.ocr ?? null;
  const headings = new HeadingFinder(readOutline(document));
  const trail = new HeadingTrail();
  const troubles: PageTroubles = { withoutText: [], cut: [], unreadable: [], notRecognised: [] };
  const window = new PageWindow<ReadPageContent>();
  const second = new SecondEngine(file, options.password ?? null);
  const recognise = ocr === null ? undefined : (await import('../ocr/recognise-page.ts')).createRecognisePage(ocr);
  const count = Math.min(document.pageCount, readerLimits.pages);
  let hasText = false;
  try {
    for (let page = 1; page <= count; page += 1) {
      const content = await contentOf(page, document, second, recognise, troubles);
      const { text, recognised } = content;
      hasText ||= text.chars > 0 || recognised !== undefined || text.notes.length > 0;
      const lines = recognised === undefined ? text.lines : [];
      headings.measure(lines);
      const height = text.turn % 2 === 0 ? text.height : text.width;
      for (const settled of window.add(page, content, lines, height, headings.bodySize())) yield* partsOf(settled, headings, trail);
      await nextTurn(signal);
    }
    for (const settled of window.end(headings.bodySize())) yield* partsOf(settled, headings, trail);
  } finally {
    await second.close();
  }
  // A document without any text is an error of its own, raised by `readFile`.
  if (hasText) yield* readingWarnings(troubles, document.pageCount);
}

async function contentOf(
  page: number,
  document: PdfDocument,
  second: SecondEngine,
  recognise: RecognisePage | undefined,
  troubles: PageTroubles,
): Promise<ReadPageContent> {
  const text = await saneText(readPage(document, page - 1), page, second);
  if (text.cut) troubles.cut.push(page);
  const isLost = isUnreadable(text);
  if (!text.isPicture && !isLost) {
    if (looksWrong({ ...text, area: text.width * text.height })) troubles.unreadable.push(page);
    return { text, textSource: 'layer', recognised: undefined };
  }
  const recognised = recognise === undefined ? undefined : await recognisedText(document, page, text, recognise);
  if (recognised !== undefined) return { text, textSource: 'ocr', recognised };
  if (recognise !== undefined) troubles.notRecognised.push(page);
  else if (isLost) troubles.unreadable.push(page);
  else troubles.withoutText.push(page);
  return { text, textSource: 'none', recognised: undefined };
}

/** PDFium's text of a page, or that of pdf.js where PDFium's looks wrong and the other does not. */
async function saneText(text: PageText, page: number, second: SecondEngine): Promise<PageText> {
  const area = text.width * text.height;
  if (!looksWrong({ ...text, area })) return text;
  const found = await second.page(page);
  if (found === undefined) return text;
  const other = pdfjsLines(found);
  return isSaner({ ...other, area }, { ...text, area }) ? { ...text, ...other, isPicture: false } : text;
}

async function recognisedText(
  document: PdfDocument,
  page: number,
  text: PageText,
  recognise: RecognisePage,
): Promise<RecognisedText | undefined> {
  try {
    return await recognisePdfPage(document, page - 1, text, recognise);
  } catch (error) {
    // A page the recogniser cannot do is told; a missing language, an abort or a spent PDFium is the reading's end.
    if (error instanceof AppError || (error instanceof Error && /^(?:AbortError|RuntimeError)$/.test(error.name))) throw error;
    return undefined;
  }
}

function* partsOf(
  { page, content, lines }: SettledPage<ReadPageContent>,
  headings: HeadingFinder,
  trail: HeadingTrail,
): Generator<FormatPart> {
  const { text, textSource, recognised } = content;
  const { width, height, turn, notes } = text;
  const confidence = recognised === undefined ? null : Math.round(recognised.confidence);
  yield { type: 'page', page: { page, width, height, textSource, confidence } };
  const blocks = pageBlocks({ page, width, height, turn, notes }, lines, headings, trail);
  if (recognised !== undefined) blocks.unshift(...recognisedBlocks(recognised.lines, page));
  if (blocks.length > 0) yield { type: 'blocks', blocks };
}
