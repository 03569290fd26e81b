import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import type { ContentsEntry } from './contents.ts';

export interface Chapter {
  /** From 1, in reading order. */
  chapter: number;
  title: string;
}

const MAX_TITLE_CHARS = 200;
/** Lines of the table of contents that a heading is compared with; they come in the same order. */
const MAX_AHEAD = 50;

/**
 * Which chapter of a book its blocks belong to. A chapter begins with a part that the table of contents names, and
 * inside a part where a heading says what its next line there says; a part that it does not name goes on with the
 * chapter before. In a book without a table of contents each part with text is a chapter, called by its first heading.
 */
export class Chapters {
  readonly #entries = new Map<string, ContentsEntry[]>();
  readonly #hasContents: boolean;
  #current: Chapter = { chapter: 0, title: '' };
  #ahead: ContentsEntry[] = [];
  #isUntitled = false;
  /** Nothing of the current chapter has come yet. */
  #isFresh = false;

  constructor(entries: readonly ContentsEntry[]) {
    this.#hasContents = entries.length > 0;
    for (const entry of entries) {
      const list = this.#entries.get(entry.part);
      if (list === undefined) this.#entries.set(entry.part, [entry]);
      else list.push(entry);
    }
  }

  /** A part of the book begins. */
  enterPart(part: string, pageTitle: string | null): void {
    const entries = this.#entries.get(part.toLowerCase()) ?? [];
    const [first] = entries;
    // Sections of a chapter are not chapters, but the chapters of a book in parts are.
    this.#ahead = entries.filter((entry, at) => entry.isInside && entry.depth <= (first?.depth ?? 1) && (at > 0 || !startsPart(entries)));
    if (first !== undefined && startsPart(entries)) this.#begin(first.title);
    else if (!this.#hasContents || this.#current.chapter === 0) this.#begin(pageTitle ?? '', true);
  }

  /** The chapter of the next block; a heading may begin one. */
  chapterOf(block: Pick<ReadBlock, 'kind' | 'text'>): Chapter {
    if (block.kind === 'heading') this.#heading(block.text);
    this.#isFresh = false;
    return this.#current;
  }

  #heading(text: string): void {
    const at = this.#ahead.slice(0, MAX_AHEAD).findIndex(({ title }) => sameTitle(title, text));
    const entry = this.#ahead[at];
    if (entry !== undefined) {
      this.#ahead.splice(0, at + 1);
      if (this.#isFresh) this.#current = { ...this.#current, title: shortened(entry.title) };
      else if (!sameTitle(this.#current.title, entry.title)) this.#begin(entry.title);
      this.#isUntitled = false;
    } else if (this.#isUntitled) {
      this.#current = { ...this.#current, title: shortened(text) };
      this.#isUntitled = false;
    }
  }

  #begin(title: string, mayBeRenamed = false): void {
    this.#current = { chapter: this.#current.chapter + 1, title: shortened(title) };
    this.#isUntitled = mayBeRenamed;
    this.#isFresh = true;
  }
}

/** The first line that leads to a part means its start, unless all of several lead to places inside. */
function startsPart(entries: readonly ContentsEntry[]): boolean {
  return entries.length === 1 || entries[0]?.isInside === false;
}

function sameTitle(a: string, b: string): boolean {
  const [one, other] = [bare(a), bare(b)];
  return one !== '' && one === other;
}

const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

function shortened(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length > MAX_TITLE_CHARS ? `${line.slice(0, MAX_TITLE_CHARS - 1).toWellFormed()}…` : line;
}
