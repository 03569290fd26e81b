import { type PageGutter, findGutter } from './gutters.ts';
import { extend, type PageLine, type PageWord, widestGap } from './page-lines.ts';

/** Pages of more lines are drawings or tables; their order is left as it is. */
const MAX_LINES = 1_200;
const MAX_DEPTH = 3;

/**
 * The lines of a page in reading order: columns of text one after the other, what spans them between. Where the page
 * has no columns of text the order of the file stands, since whoever made it mostly knew.
 */
export function inReadingOrder(lines: readonly PageLine[]): PageLine[] {
  const upright = lines.filter((line) => !line.vertical);
  if (upright.length > MAX_LINES) return [...lines];
  return [...ordered(upright, 0), ...lines.filter((line) => line.vertical)];
}

/** PDFium gives lines that run down the page from the last to the first. */
function fromTheTop(lines: readonly PageLine[]): PageLine[] {
  const steps = lines.slice(1).map((line, index) => Math.sign(line.y0 - (lines[index]?.y0 ?? 0)));
  const up = steps.filter((step) => step < 0).length;
  return up > 1 && up > 0.6 * steps.length ? lines.toSorted((a, b) => a.y0 - b.y0) : [...lines];
}

function ordered(lines: readonly PageLine[], depth: number): PageLine[] {
  const gutter = depth < MAX_DEPTH ? findGutter(lines) : undefined;
  if (gutter === undefined) return fromTheTop(lines);
  const placed = gutter.isDivided ? lines.flatMap((line) => divideLine(line, gutter)) : lines;
  const spanning = placed.filter((line) => spans(line, gutter)).toSorted((a, b) => a.y0 - b.y0);
  const bands = Array.from({ length: spanning.length + 1 }, () => ({ left: [] as PageLine[], right: [] as PageLine[] }));
  for (const line of placed) {
    if (spans(line, gutter)) continue;
    const middle = (line.y0 + line.y1) / 2;
    const band = bands[spanning.filter((each) => (each.y0 + each.y1) / 2 < middle).length];
    if (line.x0 + line.x1 < gutter.from + gutter.to) band?.left.push(line);
    else band?.right.push(line);
  }
  return bands.flatMap(({ left, right }, index) => {
    const above = spanning[index - 1];
    const sides = gutter.isRightToLeft ? [right, left] : [left, right];
    return [...(above === undefined ? [] : [above]), ...sides.flatMap((side) => ordered(side, depth + 1))];
  });
}

function spans(line: PageLine, gutter: PageGutter): boolean {
  const slack = 0.5 * line.size;
  return line.x0 < gutter.from - slack && line.x1 > gutter.to + slack;
}

/** A line that PDFium drew together from two columns, as two. */
function divideLine(line: PageLine, gutter: PageGutter): PageLine[] {
  const middle = (gutter.from + gutter.to) / 2;
  const left = line.words.filter((word) => (word.x0 + word.x1) / 2 < middle);
  const right = line.words.filter((word) => (word.x0 + word.x1) / 2 >= middle);
  const [first, last] = [left, right].map((words) => words[0]);
  if (first === undefined || last === undefined) return [line];
  const leftEnd = Math.max(...left.map((word) => word.x1));
  const rightStart = Math.min(...right.map((word) => word.x0));
  // A title over both columns has no more than a space there.
  if (rightStart - leftEnd < 0.6 * (gutter.to - gutter.from) || leftEnd > gutter.to || rightStart < gutter.from) return [line];
  return [part(line, left, line.words.at(-1) === left.at(-1)), part(line, right, line.words.at(-1) === right.at(-1))];
}

function part(line: PageLine, words: readonly PageWord[], isEnd: boolean): PageLine {
  const [first] = words;
  const box = { x0: first?.x0 ?? 0, y0: first?.y0 ?? 0, x1: first?.x1 ?? 0, y1: first?.y1 ?? 0 };
  for (const word of words) extend(box, word);
  return {
    ...line,
    ...box,
    words: words.map((word, index) => (index === 0 ? { ...word, glued: false } : word)),
    widestGap: widestGap(words),
    hyphenated: isEnd && line.hyphenated,
  };
}

/** True when a gap in the line is far wider than a space: a row of a table, or of two columns. */
export function isCellRow(line: PageLine): boolean {
  return !line.vertical && line.widestGap > 2.5 * line.size;
}
