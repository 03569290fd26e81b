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
  idleMs: 30_000,
  helloMs: 20_000,
};
