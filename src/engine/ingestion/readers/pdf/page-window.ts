import { type EdgeLine, edgeLines, type PageEdges, runningLines } from './running-lines.ts';
import type { PageLine } from './page-lines.ts';

/** How many pages before and after a page are compared with it. */
const REACH = 4;

/** A page whose running heads and feet are known. */
export interface SettledPage<T> {
  page: number;
  content: T;
  /** Without what runs from page to page. */
  lines: PageLine[];
}

interface WaitingPage<T> {
  page: number;
  content: T;
  lines: readonly PageLine[];
  edges: readonly EdgeLine[];
}

/**
 * Holds each page back until the four after it are known, so that running heads are told from headings; never more,
 * however long the document. Of pages given out it keeps the lines at their edges only.
 */
export class PageWindow<T> {
  #waiting: WaitingPage<T>[] = [];
  #past: PageEdges[] = [];

  /** Takes the next page (1-based) and gives out those that are settled. `height` is that of the page as it reads. */
  *add(page: number, content: T, lines: readonly PageLine[], height: number, bodySize: number): Generator<SettledPage<T>> {
    this.#waiting.push({ page, content, lines, edges: edgeLines(lines, height) });
    while (this.#waiting.length > REACH) yield* this.#settle(bodySize);
  }

  /** Gives out the rest. */
  *end(bodySize: number): Generator<SettledPage<T>> {
    while (this.#waiting.length > 0) yield* this.#settle(bodySize);
  }

  *#settle(bodySize: number): Generator<SettledPage<T>> {
    const [current, ...after] = this.#waiting;
    if (current === undefined) return;
    this.#waiting = after;
    const { page, content, lines, edges } = current;
    const running = runningLines({ page, edges }, [...this.#past, ...after.slice(0, REACH)], bodySize);
    this.#past = [...this.#past, { page, edges }].slice(-REACH);
    const kept = lines.filter((line) => !running.has(line));
    // A page is never left without text: then it was the text.
    yield { page, content, lines: kept.length === 0 ? [...lines] : kept };
  }
}
