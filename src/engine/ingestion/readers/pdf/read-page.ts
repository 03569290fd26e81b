import { readerLimits } from '../reader-limits.ts';
import { type PageNote, readPageNotes } from './annotations.ts';
import { type DisplayTransform, displayTransform, uprightTransform } from './display-transform.ts';
import { LineBuilder } from './line-builder.ts';
import { PageChars } from './page-chars.ts';
import { matrixAt } from './page-fonts.ts';
import type { PageLine } from './page-lines.ts';
import { isPicture } from './page-pictures.ts';
import type { Turn } from './page-turn.ts';
import type { PdfDocument } from './pdf-document.ts';

export interface PageText {
  /** As displayed, in points. */
  width: number;
  height: number;
  /** The lines in the order of the file, on the page turned so that most of its text reads upright. */
  lines: PageLine[];
  /** How far most of the text stands turned on the page as displayed. */
  turn: Turn;
  /** Comments and form values; boxes on the page as displayed. */
  notes: PageNote[];
  /** A picture without a text layer of use. */
  isPicture: boolean;
  /** The page has more characters than are kept. */
  cut: boolean;
  chars: number;
  /** Characters that no one can read: no mapping to Unicode, or to a private one. */
  junkChars: number;
}

const TURN_SAMPLES = 15;

/** The text of one page (0-based index), as PDFium has it. */
export function readPage(document: PdfDocument, index: number): PageText {
  const { pdfium } = document;
  const page = pdfium.FPDF_LoadPage(document.handle, index);
  const nothing = { lines: [], turn: 0, notes: [], isPicture: false, cut: false, chars: 0, junkChars: 0 } as const;
  if (page === 0) return { ...nothing, lines: [], notes: [], width: 0, height: 0 };
  const text = pdfium.FPDFText_LoadPage(page);
  try {
    const width = pdfium.FPDF_GetPageWidthF(page);
    const height = pdfium.FPDF_GetPageHeightF(page);
    const displayed = displayTransform(document, page, width, height);
    const count = text === 0 ? 0 : Math.max(0, pdfium.FPDFText_CountChars(text));
    const kept = Math.min(count, readerLimits.pageChars);
    const pageChars = new PageChars(pdfium, text, kept);
    const turn = usualTurn(document, text, pageChars, displayed);
    const transform = uprightTransform(displayed, turn, width, height);
    const { lines, chars, junkChars } = new LineBuilder(document, text, pageChars, transform);
    const notes = readPageNotes(document, page, displayed);
    return {
      width,
      height,
      lines,
      turn,
      notes,
      isPicture: isPicture(document, page, chars, displayed, { width, height }),
      cut: kept < count,
      chars,
      junkChars,
    };
  } finally {
    if (text !== 0) pdfium.FPDFText_ClosePage(text);
    pdfium.FPDF_ClosePage(page);
  }
}

/** The turn of most of the text, by a few characters spread over the page. */
function usualTurn(document: PdfDocument, text: number, { codes }: PageChars, displayed: DisplayTransform): Turn {
  const votes: [number, number, number, number] = [0, 0, 0, 0];
  const step = Math.max(1, Math.floor(codes.length / TURN_SAMPLES));
  for (let at = step >> 1; at < codes.length; at += step) {
    if ((codes[at] ?? 0) <= 0x20) continue;
    const { 0: a = 1, 1: b = 0 } = matrixAt(document, text, at);
    votes[displayed.turn(a, b)] += 1;
  }
  const most = votes.indexOf(Math.max(...votes)) as Turn;
  return votes[most] > 0.6 * (votes[0] + votes[1] + votes[2] + votes[3]) ? most : 0;
}
