import type { UprightLine } from './upright-lines.ts';

/** Blank between two columns, in heights of letters. */
const GUTTER = 2;
const MIN_LINES = 4;
/** Cells of a table have fewer words in a line than a column of text. */
const MIN_WORDS = 3.5;
const MAX_STEP = 2.4;

/** The lines of a page with columns of text one after the other, where each line runs across both. Tables stay. */
export function inColumns(lines: readonly UprightLine[]): UprightLine[] {
  const placed: UprightLine[] = [];
  for (let at = 0; at < lines.length;) {
    const run = columnsFrom(lines, at);
    placed.push(...(run?.lines ?? lines.slice(at, at + 1)));
    at += run?.consumed ?? 1;
  }
  return placed;
}

interface Columns {
  lines: UprightLine[];
  /** How many lines they were. */
  consumed: number;
}

function columnsFrom(lines: readonly UprightLine[], from: number): Columns | undefined {
  const first = lines[from];
  const cut = first === undefined ? undefined : gutterOf(first);
  const gutter = first?.spans[cut ?? -1]?.start;
  if (first === undefined || gutter === undefined) return undefined;
  const left: UprightLine[] = [];
  const right: UprightLine[] = [];
  let whole = 0;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = lines[at];
    const previous = lines[at - 1];
    if (line === undefined || (at > from && line.middle - (previous?.middle ?? 0) > MAX_STEP * first.size)) break;
    const here = gutterOf(line);
    if (here !== undefined && isNear(line.spans[here]?.start, gutter, line)) {
      left.push(part(line, 0, here, 0));
      right.push(part(line, here, line.spans.length, 0.5));
      whole += 1;
    } else if (line.end < gutter - line.size) left.push(line);
    else if (isNear(line.start, gutter, line)) right.push(part(line, 0, line.spans.length, 0.5));
    else break;
  }
  if (whole < MIN_LINES || wordsIn(left) < MIN_WORDS || wordsIn(right) < MIN_WORDS) return undefined;
  return { lines: [...left, ...right], consumed: at - from };
}

/** The word that begins the second column; undefined where there is no wide blank, or more than one. */
function gutterOf({ spans, size }: UprightLine): number | undefined {
  const wide = spans.flatMap((span, at) => (at > 0 && span.start - (spans[at - 1]?.end ?? 0) > GUTTER * size ? [at] : []));
  return wide.length === 1 ? wide[0] : undefined;
}

function isNear(start: number | undefined, gutter: number, { size }: UprightLine): boolean {
  return start !== undefined && Math.abs(start - gutter) < 1.5 * size;
}

function wordsIn(lines: readonly UprightLine[]): number {
  return lines.reduce((sum, line) => sum + line.spans.length, 0) / Math.max(1, lines.length);
}

/** Another column is another paragraph. */
function part(whole: UprightLine, from: number, to: number, apart: number): UprightLine {
  const words = whole.line.words.slice(from, to);
  const spans = whole.spans.slice(from, to);
  return {
    ...whole,
    line: { ...whole.line, words, paragraph: whole.line.paragraph + apart },
    spans,
    start: Math.min(...spans.map((span) => span.start)),
    end: Math.max(...spans.map((span) => span.end)),
  };
}
