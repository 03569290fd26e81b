import type { Box } from '../../../../shared/domain/place.ts';
import type { RecognisedLine, RecognisedPage, RecognisedWord } from '../pdf/ocr-page.ts';

/** Tesseract's own account of a page, as far as it is used. */
interface Found {
  bbox: Box;
  text: string;
  confidence: number;
}
export interface TesseractPage {
  blocks: { paragraphs: { lines: { bbox: Box; words: Found[] }[] }[] }[] | null;
}

/** Words of which Tesseract is less sure than this are specks and strokes rather than text. */
const LEAST_CONFIDENCE = 12;

/** Lines of words in reading order, with what is no text left out; coordinates are those of the picture Tesseract saw. */
export function recognisedLines(page: TesseractPage, place: (box: Box) => Box): Pick<RecognisedPage, 'lines' | 'confidence'> {
  const lines: RecognisedLine[] = [];
  let paragraph = 0;
  let weight = 0;
  let sum = 0;
  for (const { paragraphs } of page.blocks ?? []) {
    for (const found of paragraphs) {
      paragraph += 1;
      for (const line of found.lines) {
        const words = line.words.map((word) => wordOf(word, place)).filter(isText);
        if (words.length === 0) continue;
        for (const { text, confidence } of words) {
          weight += text.length;
          sum += text.length * confidence;
        }
        lines.push({ ...around(words), words, paragraph });
      }
    }
  }
  return { lines, confidence: weight === 0 ? 0 : sum / weight };
}

function wordOf({ text, bbox, confidence }: Found, place: (box: Box) => Box): RecognisedWord {
  return { text: text.trim(), confidence, ...place(bbox) };
}

function isText({ text, confidence }: RecognisedWord): boolean {
  return text !== '' && confidence >= LEAST_CONFIDENCE;
}

function around(words: readonly Box[]): Box {
  return {
    x0: Math.min(...words.map((word) => word.x0)),
    y0: Math.min(...words.map((word) => word.y0)),
    x1: Math.max(...words.map((word) => word.x1)),
    y1: Math.max(...words.map((word) => word.y1)),
  };
}
