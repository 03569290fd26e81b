import { readerLimits } from '../reader-limits.ts';

/** Consecutive lines that belong together, or a piece of one very long line. */
export interface LineBlock {
  text: string;
  lineStart: number;
  lineEnd: number;
}

/**
 * Gathers lines into blocks: a blank line ends one, and so does the line that would take it beyond `maxChars`.
 * A line longer than that is cut, at a space where there is one; its pieces keep its number.
 */
export class LineGatherer {
  readonly #maxChars: number;
  #lines: string[] = [];
  #chars = 0;
  #lineStart = 0;
  #lineEnd = 0;

  constructor(maxChars: number = readerLimits.blockChars) {
    this.#maxChars = maxChars;
  }

  /** Returns the blocks that this line completes. */
  add(line: string, number: number): LineBlock[] {
    if (line.trim() === '') return this.flush();
    const done = this.#chars > 0 && this.#chars + line.length + 1 > this.#maxChars ? this.flush() : [];
    if (line.length > this.#maxChars) {
      for (const piece of cutLongLine(line, this.#maxChars)) done.push({ text: piece, lineStart: number, lineEnd: number });
      return done;
    }
    if (this.#lines.length === 0) this.#lineStart = number;
    this.#lines.push(line);
    this.#chars += line.length + 1;
    this.#lineEnd = number;
    return done;
  }

  /** Returns the block that is still open, if any. */
  flush(): LineBlock[] {
    if (this.#lines.length === 0) return [];
    const block = { text: this.#lines.join('\n').trimEnd(), lineStart: this.#lineStart, lineEnd: this.#lineEnd };
    this.#lines = [];
    this.#chars = 0;
    return [block];
  }
}

/** Pieces of at most `maxChars`, cut at a space where one is near and never inside a surrogate pair. */
export function* cutLongLine(line: string, maxChars: number): Generator<string> {
  for (let start = 0; start < line.length;) {
    let end = Math.min(start + maxChars, line.length);
    if (end < line.length) {
      const space = line.lastIndexOf(' ', end);
      if (space > start + maxChars / 2) end = space + 1;
      else if (isHighSurrogate(line.charCodeAt(end - 1))) end -= 1;
    }
    const piece = line.slice(start, end).trim();
    if (piece !== '') yield piece;
    start = end;
  }
}

function isHighSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
