import type { OutlineEntry } from './outline.ts';
import { isCellRow } from './paragraph-text.ts';
import type { PageLine } from './page-lines.ts';
import type { Paragraph } from './paragraphs.ts';

const MAX_HEADING_CHARS = 200;
const MAX_HEADING_LINES = 3;

/**
 * Tells headings from text: by the bookmarks where the file has them, else by size and by numbered bold
 * lines, measured against the size most text has had so far.
 */
export class HeadingFinder {
  readonly #outline: ReadonlyMap<number, readonly OutlineEntry[]>;
  readonly #charsBySize = new Map<number, number>();
  #pending: OutlineEntry[] = [];

  constructor(outline: ReadonlyMap<number, readonly OutlineEntry[]>) {
    this.#outline = outline;
  }

  /** Call before the paragraphs of a page (1-based). */
  startPage(page: number, lines: readonly PageLine[]): void {
    this.#pending = [...(this.#outline.get(page) ?? [])];
    for (const line of lines) {
      const size = Math.round(line.size * 2) / 2;
      const chars = line.words.reduce((sum, word) => sum + word.text.length, 0);
      this.#charsBySize.set(size, (this.#charsBySize.get(size) ?? 0) + chars);
    }
  }

  /** The level of a heading; undefined for other text. */
  levelOf(paragraph: Paragraph, text: string): number | undefined {
    if (text.length > MAX_HEADING_CHARS || paragraph.lines.length > MAX_HEADING_LINES || !/\p{L}/u.test(text)) return undefined;
    return this.#outline.size > 0 ? this.#byOutline(text) : this.#byLooks(paragraph, text);
  }

  #byOutline(text: string): number | undefined {
    const key = comparable(text);
    const index = this.#pending.findIndex(({ title }) => {
      const wanted = comparable(title);
      return wanted !== '' && (key === wanted || (key.startsWith(wanted) && key.length - wanted.length <= 8));
    });
    const [entry] = index === -1 ? [] : this.#pending.splice(index, 1);
    return entry?.level;
  }

  #byLooks({ lines, isListItem }: Paragraph, text: string): number | undefined {
    if (lines.some((line) => line.vertical || isCellRow(line)) || /[,;]$/.test(text)) return undefined;
    const number = /^(?:\p{Lu}|\d{1,2})(?:\.\d{1,2}){0,4}\.?\s+\p{L}/u.exec(text)?.[0];
    const level = number === undefined ? undefined : Math.min(6, number.split('.').filter((part) => /\d|\p{Lu}/u.test(part)).length);
    const size = Math.max(...lines.map((line) => line.size));
    const ratio = size / this.#bodySize();
    if (ratio >= 1.15) return level ?? (ratio >= 1.7 ? 1 : ratio >= 1.35 ? 2 : 3);
    const isBold = lines.length === 1 && lines[0]?.bold === true;
    return isBold && level !== undefined && (!isListItem || /^\d/.test(text)) && !/[.:]$/.test(text) ? level : undefined;
  }

  #bodySize(): number {
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
