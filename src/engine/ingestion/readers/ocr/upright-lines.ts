import type { Box } from '../../../../shared/domain/place.ts';
import type { RecognisedLine, RecognisedWord } from '../pdf/ocr-page.ts';

/** A line as its reader sees it: along the direction of reading and down the page, whichever way the picture lies. */
export interface UprightLine {
  line: RecognisedLine;
  /** Where each word begins and ends along the line; grows in the direction of reading. */
  spans: { start: number; end: number }[];
  start: number;
  end: number;
  /** Its height on the page; grows from line to line. */
  middle: number;
  /** How tall its letters are. */
  size: number;
  /** How much of the line a letter takes in most words. */
  letter: number;
}

/** A box of a word on a line that touches its neighbours reaches over them; letters are not that narrow. */
const MAX_NARROWNESS = 2.2;

/** Lines in their order; boxes of words may be too tall, as Tesseract's are where lines touch. */
export function uprightLines(lines: readonly RecognisedLine[]): UprightLine[] {
  const isVertical = runsDown(lines);
  const along = ({ x0, y0, x1, y1 }: Box) => (isVertical ? { from: y0, to: y1 } : { from: x0, to: x1 });
  const across = ({ x0, y0, x1, y1 }: Box) => (isVertical ? { from: x0, to: x1 } : { from: y0, to: y1 });
  const reading = signOf(lines.map(({ words }) => first(words.at(-1), along) - first(words[0], along)));
  const steps = lines.slice(1).map((line, index) => Math.sign(first(line, across) - first(lines[index], across)));
  const down = signOf(steps);
  return lines.map((line) => {
    const spans = line.words.map((word) => {
      const { from, to } = along(word);
      return reading > 0 ? { start: from, end: to } : { start: -to, end: -from };
    });
    const letter = median(line.words.map(({ text }, at) => ((spans[at]?.end ?? 0) - (spans[at]?.start ?? 0)) / Math.max(1, text.length)));
    const heights = line.words.map((word) => across(word).to - across(word).from);
    return {
      line,
      spans,
      start: Math.min(...spans.map((span) => span.start)),
      end: Math.max(...spans.map((span) => span.end)),
      middle: down * median(line.words.map((word) => (across(word).from + across(word).to) / 2)),
      size: Math.min(median(heights), MAX_NARROWNESS * letter),
      letter,
    };
  });
}

/** The value in the middle; 0 of none. */
export function median(values: readonly number[], share = 0.5): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0;
}

function runsDown(lines: readonly RecognisedLine[]): boolean {
  let across = 0;
  let down = 0;
  for (const { words, x0, y0, x1, y1 } of lines) {
    const [head, tail] = [words[0], words.at(-1)];
    const isOne = words.length < 2 || head === undefined || tail === undefined;
    across += isOne ? (x1 - x0) / 4 : Math.abs(tail.x0 - head.x0);
    down += isOne ? (y1 - y0) / 4 : Math.abs(tail.y0 - head.y0);
  }
  return down > across;
}

function first(box: Box | RecognisedWord | undefined, side: (box: Box) => { from: number }): number {
  return box === undefined ? 0 : side(box).from;
}

function signOf(values: readonly number[]): 1 | -1 {
  return values.reduce((sum, value) => sum + value, 0) < 0 ? -1 : 1;
}
