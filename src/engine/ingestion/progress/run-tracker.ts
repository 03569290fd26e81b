import type { Clock } from '../../base/clock.ts';
import { createRateWindow, type RateWindow } from '../../embedding/rate-window.ts';

/** What one source is at, since its work last began from rest. */
export interface RunFigures {
  /** Files to be read in this run, each that waits once; unchanged ones are not among them. */
  filesTotal: number;
  /** Of these, read or failed. */
  filesDone: number;
  filesFailed: number;
  filesUnchanged: number;
  filesPerSecond: number | null;
  currentFile: string | null;
  isScanning: boolean;
}

export interface RunTracker {
  scanBegan(sourceId: number): void;
  scanCounted(sourceId: number, counts: { unchanged: number; failed: number }): void;
  scanEnded(sourceId: number): void;
  fileBegan(sourceId: number, documentId: number, name: string): void;
  /** `isDone` is false when the file was put back. */
  fileEnded(sourceId: number, documentId: number, outcome: 'searchable' | 'failed' | 'put-back'): void;
  /** So many of its files wait or are being read now, whoever found them and however often. */
  waitingCounted(sourceId: number, waiting: number): void;
  /** The source came to rest: the next work is another run. */
  rested(sourceId: number): void;
  forget(sourceId: number): void;
  figures(sourceId: number): RunFigures;
}

interface Run {
  /** Done and waiting when it was last counted. */
  total: number;
  scanned: { unchanged: number; failed: number };
  done: number;
  failed: number;
  rate: RateWindow;
  reading: Map<number, string>;
  isScanning: boolean;
  /** At rest: figures still show the last run, the next event begins another. */
  isOver: boolean;
}

/** Counts in memory; what must outlive the process is in the store. */
export function createRunTracker(clock: Clock): RunTracker {
  const runs = new Map<number, Run>();

  function fresh(): Run {
    return {
      total: 0,
      scanned: { unchanged: 0, failed: 0 },
      done: 0,
      failed: 0,
      rate: createRateWindow(clock),
      reading: new Map(),
      isScanning: false,
      isOver: false,
    };
  }

  function running(sourceId: number): Run {
    const run = runs.get(sourceId);
    if (run && !run.isOver) return run;
    const next = fresh();
    runs.set(sourceId, next);
    return next;
  }

  return {
    scanBegan(sourceId) {
      const run = running(sourceId);
      run.isScanning = true;
      run.scanned = { unchanged: 0, failed: 0 };
    },
    scanCounted(sourceId, { unchanged, failed }) {
      running(sourceId).scanned = { unchanged, failed };
    },
    scanEnded(sourceId) {
      running(sourceId).isScanning = false;
    },
    fileBegan(sourceId, documentId, name) {
      running(sourceId).reading.set(documentId, name);
    },
    fileEnded(sourceId, documentId, outcome) {
      const run = running(sourceId);
      run.reading.delete(documentId);
      if (outcome === 'put-back') return;
      run.done += 1;
      if (outcome === 'failed') run.failed += 1;
      run.rate.add(1);
    },
    waitingCounted(sourceId, waiting) {
      const run = waiting > 0 ? running(sourceId) : runs.get(sourceId);
      if (run) run.total = run.done + waiting;
    },
    rested(sourceId) {
      const run = runs.get(sourceId);
      if (run) run.isOver = true;
    },
    forget(sourceId) {
      runs.delete(sourceId);
    },
    figures(sourceId) {
      const run = runs.get(sourceId) ?? fresh();
      return {
        filesTotal: Math.max(run.done + run.reading.size, run.total) + run.scanned.failed,
        filesDone: run.done + run.scanned.failed,
        filesFailed: run.failed + run.scanned.failed,
        filesUnchanged: run.scanned.unchanged,
        filesPerSecond: run.rate.perSecond(),
        currentFile: [...run.reading.values()].at(-1) ?? null,
        isScanning: run.isScanning,
      };
    },
  };
}
