import type { PageLine } from './page-lines.ts';

const SMALL = 0.93;
/** A page of more is no page of text. */
const MAX_LINES = 2_000;
const mark = /^(?:\d{1,3}|[*†‡§¶]{1,3})[).]?$/u;
const gluedMark = /^(?:\d{1,3}[).]?|[*†‡§¶]{1,3})\p{L}/u;

/** True when a line begins with the mark of a footnote. */
export function startsNote({ words }: PageLine): boolean {
  const [first, second] = words;
  return first !== undefined && ((second !== undefined && mark.test(first.text)) || gluedMark.test(first.text));
}

/**
 * The footnotes among the lines of a page in reading order: smaller than the text, beginning with a mark, below the
 * text of their column with nothing but notes under them.
 */
export function footnoteLines(lines: readonly PageLine[], rows: ReadonlySet<PageLine>, bodySize: number, height: number): Set<PageLine> {
  const notes = new Set<PageLine>();
  if (lines.length > MAX_LINES) return notes;
  const isSmall = (line: PageLine | undefined): line is PageLine =>
    line !== undefined && !line.vertical && line.size < SMALL * bodySize && !rows.has(line);
  for (let at = 0; at < lines.length; at += 1) {
    const start = lines[at];
    if (!isSmall(start) || start.y0 < 0.4 * height || !startsNote(start)) continue;
    let end = at;
    while (isSmall(lines[end + 1]) && (lines[end + 1]?.y0 ?? 0) >= (lines[end]?.y0 ?? 0) - 2) end += 1;
    const run = lines.slice(at, end + 1);
    if (!isAbove(run, lines)) for (const line of run) notes.add(line);
    at = end;
  }
  return notes;
}

/** True when something else stands below in the same column. */
function isAbove(run: readonly PageLine[], lines: readonly PageLine[]): boolean {
  const bottom = Math.max(...run.map((line) => line.y1));
  const left = Math.min(...run.map((line) => line.x0));
  const right = Math.max(...run.map((line) => line.x1));
  return lines.some(
    (line) => line.y0 > bottom && !line.vertical && line.x0 < right && line.x1 > left && line.size >= (run[0]?.size ?? 0) * 1.05,
  );
}
