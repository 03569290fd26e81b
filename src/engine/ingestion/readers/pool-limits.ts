import type { ReaderClass } from '../../../shared/contract/reader.ts';

/** What one file may cost a reader process, watched from outside. */
export interface PoolLimits {
  /** Without a sign of progress, before the first page. */
  quietMs: number;
  /** Added for each page read so far: late pages of a large file may take longer. */
  quietMsPerPage: number;
  /** In all, however steadily it progresses. */
  totalMs: number;
  /** Resident memory, sampled. */
  residentBytes: number;
  sampleEveryMs: number;
  /** Old space of V8 in the reader. */
  maxOldSpaceMiB: number;
  /** After so many files a reader is replaced: what leaked is given back. */
  filesPerProcess: number;
  /** With so much resident memory after a file a reader is replaced: WASM gives none back, and the next file would pay for it. */
  recycleBytes: number;
  /** Characters of text and pages of one file, also counted here in case the reader's own limits fail. */
  textChars: number;
  pages: number;
  /** An idle reader is ended after this time. */
  idleMs: number;
  helloMs: number;
}

export const poolLimits: PoolLimits = {
  quietMs: 30_000,
  quietMsPerPage: 50,
  totalMs: 10 * 60_000,
  residentBytes: 1024 * 1024 * 1024,
  sampleEveryMs: 100,
  maxOldSpaceMiB: 512,
  filesPerProcess: 40,
  recycleBytes: 640 * 1024 * 1024,
  textChars: 60_000_000,
  pages: 25_000,
  idleMs: 30_000,
  helloMs: 20_000,
};

/** Where a class differs. */
export const classLimits: Readonly<Record<ReaderClass, Partial<PoolLimits>>> = {
  wasm: {},
  // The library converts a file in one go: there is no progress to wait for, and what takes long ends badly.
  native: { totalMs: 2 * 60_000 },
  // A page in four directions takes its time on a slow machine, and a long scan may take the night.
  ocr: { quietMs: 4 * 60_000, totalMs: 24 * 60 * 60_000 },
};
