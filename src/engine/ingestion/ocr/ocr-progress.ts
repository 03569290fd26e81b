import type { Clock } from '../../base/clock.ts';

const WINDOW_MS = 10 * 60_000;
const LEAST_PAGES = 2;

/** Counts pages in memory: what must outlive the process is in the store. */
export interface OcrProgress {
  began(name: string): void;
  page(): void;
  /** The document is done or put back. */
  ended(): void;
  /** Nothing waits any more: the next work counts from nothing. */
  rested(): void;
  readonly currentFile: string | null;
  /** Of the document in work. */
  readonly currentPagesDone: number;
  readonly pagesDone: number;
  /** Of the time spent at work in the last ten minutes; null until two pages are done. */
  readonly pagesPerMinute: number | null;
}

export function createOcrProgress(clock: Clock): OcrProgress {
  let currentFile: string | null = null;
  let currentPagesDone = 0;
  let pagesDone = 0;
  let sinceMs = 0;
  /** How long each of the last pages took, and when it was done. */
  let pages: { atMs: number; tookMs: number }[] = [];

  return {
    began(name) {
      currentFile = name;
      currentPagesDone = 0;
      sinceMs = clock.monotonicMs();
    },
    page() {
      const nowMs = clock.monotonicMs();
      pages = [...pages.filter(({ atMs }) => atMs > nowMs - WINDOW_MS), { atMs: nowMs, tookMs: nowMs - sinceMs }];
      sinceMs = nowMs;
      currentPagesDone += 1;
      pagesDone += 1;
    },
    ended() {
      currentFile = null;
      currentPagesDone = 0;
    },
    rested() {
      pagesDone = 0;
      pages = [];
    },
    get currentFile() {
      return currentFile;
    },
    get currentPagesDone() {
      return currentPagesDone;
    },
    get pagesDone() {
      return pagesDone;
    },
    get pagesPerMinute() {
      const tookMs = pages.reduce((sum, page) => sum + page.tookMs, 0);
      return pages.length < LEAST_PAGES || tookMs === 0 ? null : (pages.length * 60_000) / tookMs;
    },
  };
}
