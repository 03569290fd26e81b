import type { OutlineEntry } from './outline.ts';
import { isCellRow } from './columns.ts';
import { charsOf, isOnOneRow, type PageLine } from './page-lines.ts';
import type { Paragraph } from './paragraphs.ts';

const MAX_HEADING_CHARS = 200;
const MAX_HEADING_LINES = 3;
const MAX_BOLD_CHARS = 100;
/** One or two bookmarks are what an export left over, not an outline. */
const MIN_OUTLINE_ENTRIES = 3;
/** Of bold lines no larger than the text: below every heading that is larger. */
const BOLD_LEVEL = 4;

/**
 * Tells headings from text: by the bookmarks where the file has them, else by size and by numbered bold
 * lines, measured against the size most text has had so far.
 */
export class HeadingFinder {
  readonly #outline: ReadonlyMap<number, readonly OutlineEntry[]>;
  readonly #charsBySize = new Map<number, number>();
  #chars = 0;
  #boldChars = 0;
  #pending: { key: string; level: number }[] = [];
  #lines: readonly PageLine[] = [];
  readonly #hasOutline: boolean;

  constructor(outline: ReadonlyMap<number, readonly OutlineEntry[]>) {
    this.#outline = outline;
    const entries = [...outline.values()].reduce((sum, list) => sum + list.length, 0);
    this.#hasOutline = entries >= MIN_OUTLINE_ENTRIES;
  }

  /** Call before the paragraphs of a page (1-based). */
  startPage(page: number, lines: readonly PageLine[]): void {
    this.#lines = lines;
    this.#pending = (this.#outline.get(page) ?? []).map(({ title, level }) => ({ key: comparable(title), level }));
  }

  /** Takes the lines of a page into account for what is usual; once for each, as soon as it is known. */
  measure(lines: readonly PageLine[]): void {
    for (const line of lines) {
      const size = Math.round(line.size * 2) / 2;
      const chars = charsOf(line);
      this.#chars += chars;
      if (line.bold) this.#boldChars += chars;
      this.#charsBySize.set(size, (this.#charsBySize.get(size) ?? 0) + chars);
    }
  }

  /** The level of a heading; undefined for other text. */
  levelOf(paragraph: Paragraph, text: string): number | undefined {
    if (text.length > MAX_HEADING_CHARS || paragraph.lines.length > MAX_HEADING_LINES || !/\p{L}/u.test(text)) return undefined;
    return this.#hasOutline ? this.#byOutline(text) : this.#byLooks(paragraph, text);
  }

  #byOutline(text: string): number | undefined {
    if (this.#pending.length === 0) return undefined;
    const key = comparable(text);
    const index = this.#pending.findIndex(
      ({ key: wanted }) => wanted !== '' && (key === wanted || (key.startsWith(wanted) && key.length - wanted.length <= 8)),
    );
    const [entry] = index === -1 ? [] : this.#pending.splice(index, 1);
    return entry?.level;
  }

  #byLooks({ lines, kind }: Paragraph, text: string): number | undefined {
    if (kind === 'table-row' || kind === 'footnote') return undefined;
    if (lines.some((line) => line.vertical || isCellRow(line)) || /[,;]$/.test(text)) return undefined;
    const number = /^(?:\p{Lu}|\d{1,2})(?:\.\d{1,2}){0,4}\.?\s+\p{L}/u.exec(text)?.[0];
    const level = number === undefined ? undefined : Math.min(6, number.split('.').filter((part) => /\d|\p{Lu}/u.test(part)).length);
    const size = Math.max(...lines.map((line) => line.size));
    const ratio = size / this.bodySize();
    if (ratio >= 1.15) return level ?? (ratio >= 1.7 ? 1 : ratio >= 1.35 ? 2 : 3);
    // A bold line by itself, in a document whose text is not bold throughout.
    const [line] = lines;
    const standsOut = lines.length === 1 && line?.bold === true && this.#boldChars < 0.3 * this.#chars;
    if (!standsOut || (kind === 'list-item' && !/^\d/.test(text)) || text.length > MAX_BOLD_CHARS || /[.!?:]$/.test(text)) return undefined;
    // At one height with something else: a label before its value, or the head of a column.
    if (this.#lines.some((other) => other !== line && isOnOneRow(line, other))) return undefined;
    return level ?? (/^[\p{Lu}\p{Lo}\d]/u.test(text) ? BOLD_LEVEL : undefined);
  }

  /** The size most text has had so far, in points. */
  bodySize(): number {
    let best = 10;
    let bestChars = 0;
    for (const [size, chars] of this.#charsBySize) {
      if (chars > bestChars) {
        best = size;
        bestChars = chars;
      }
    }
    return best;
  }
}

/** Letters and digits only, without a leading section number, so that “1.2  Foo” matches “Foo”. */
function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^(?:(?:chapter|section|kapitel|appendix)\s+)?(?:[\divx]+|[a-z])(?:\.\d+)*[.):]?\s+/u, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}
