import { defaultSourceRules } from '../../../../../src/shared/domain/source.ts';
import { describe, expect, it } from 'vitest';
import { type SourceFacts, sourceView } from '../../../../../src/engine/ingestion/progress/source-view.ts';
import { createRunTracker } from '../../../../../src/engine/ingestion/progress/run-tracker.ts';

function clockAt() {
  let nowMs = 1_000_000;
  return { nowMs: () => nowMs, monotonicMs: () => nowMs, pass: (ms: number) => (nowMs += ms) };
}

const row = {
  id: 1,
  collectionId: 1,
  kind: 'folder',
  path: '/home/ada/Contracts',
  name: 'Contracts',
  paused: false,
  missing: false,
  addedAtMs: 1,
  scannedAtMs: null,
  scannedBy: null,
  rules: defaultSourceRules,
} as const;

function facts(change: Partial<SourceFacts> = {}): SourceFacts {
  return {
    row,
    figures: createRunTracker(clockAt()).figures(1),
    isWorking: false,
    documents: { total: 9, failed: 9 },
    chunks: { total: 0, embedded: 0 },
    chunksPerSecond: null,
    isEmbedding: false,
    isWatched: false,
    ...change,
  };
}

describe('sourceView', () => {
  it.each([
    ['at rest it is idle', {}, 'idle'],
    ['with files waiting it is ingesting', { isWorking: true }, 'ingesting'],
    ['with vectors being filled in it is ingesting', { chunks: { total: 9, embedded: 2 }, isEmbedding: true }, 'ingesting'],
    ['without an embedding model missing vectors are no work', { chunks: { total: 9, embedded: 0 } }, 'idle'],
    ['paused beats everything', { row: { ...row, paused: true }, isWorking: true }, 'paused'],
    ['a path that is gone is missing', { row: { ...row, missing: true } }, 'missing'],
  ] as const)('%s', (_, change, state) => {
    expect(sourceView(facts(change)).state).toBe(state);
  });

  it('tells files per second and the time left from the last half minute', () => {
    const clock = clockAt();
    const tracker = createRunTracker(clock);
    tracker.scanBegan(1);
    tracker.scanCounted(1, { unchanged: 40, failed: 1 });
    tracker.waitingCounted(1, 100);
    tracker.scanEnded(1);
    for (let id = 0; id < 20; id += 1) {
      tracker.fileBegan(1, id, `file-${id}.pdf`);
      tracker.fileEnded(1, id, id === 7 ? 'failed' : 'searchable');
      clock.pass(500);
    }
    tracker.fileBegan(1, 20, 'lease.pdf');
    const { progress } = sourceView(facts({ figures: tracker.figures(1), isWorking: true }));
    expect(progress).toMatchObject({ filesTotal: 101, filesDone: 21, filesFailed: 2, filesUnchanged: 40, currentFile: 'lease.pdf' });
    expect(progress.filesPerSecond).toBeCloseTo(2, 0);
    expect(progress.secondsLeft).toBeCloseTo(40, -1);
  });

  it('says what the library holds, and calls failed only what still is', () => {
    const figures = { ...facts().figures, filesTotal: 1, filesDone: 1, filesFailed: 12 };
    const { progress } = sourceView(facts({ figures, documents: { total: 66, failed: 6 } }));
    expect(progress).toMatchObject({ documentsTotal: 66, documentsFailed: 6, filesFailed: 6 });
  });

  it('does not guess the time left before there is a rate', () => {
    expect(sourceView(facts({ isWorking: true, figures: { ...facts().figures, filesTotal: 5 } })).progress.secondsLeft).toBeNull();
  });

  it('takes the slower of reading and embedding for the time left', () => {
    const view = sourceView(facts({ chunks: { total: 1_000, embedded: 0 }, chunksPerSecond: 10, isEmbedding: true }));
    expect(view.progress.secondsLeft).toBe(100);
  });
});

describe('createRunTracker', () => {
  it('counts a waiting file once, however many looks at the folder meet it, and never more done than there are', () => {
    const tracker = createRunTracker(clockAt());
    let waiting = 0;
    for (let look = 0; look < 40; look += 1) {
      waiting += 100;
      tracker.waitingCounted(1, waiting);
      for (let id = 0; id < 20; id += 1) {
        tracker.fileBegan(1, look * 20 + id, 'a.txt');
        tracker.fileEnded(1, look * 20 + id, 'searchable');
        const { filesDone, filesTotal } = tracker.figures(1);
        expect(filesDone).toBeLessThanOrEqual(filesTotal);
      }
      waiting -= 20;
    }
    tracker.waitingCounted(1, waiting);
    expect(tracker.figures(1)).toMatchObject({ filesTotal: 4_000, filesDone: 800 });
    // Taken out of the folder before their turn.
    tracker.waitingCounted(1, 0);
    expect(tracker.figures(1)).toMatchObject({ filesTotal: 800, filesDone: 800 });
  });

  it('counts a file that was put back once', () => {
    const tracker = createRunTracker(clockAt());
    tracker.scanBegan(1);
    tracker.scanCounted(1, { unchanged: 0, failed: 0 });
    tracker.waitingCounted(1, 1);
    tracker.fileBegan(1, 5, 'a.txt');
    tracker.fileEnded(1, 5, 'put-back');
    expect(tracker.figures(1)).toMatchObject({ filesDone: 0, filesTotal: 1, currentFile: null });
    tracker.fileBegan(1, 5, 'a.txt');
    tracker.fileEnded(1, 5, 'searchable');
    expect(tracker.figures(1)).toMatchObject({ filesDone: 1, filesTotal: 1 });
  });

  it('shows the last run at rest and begins another with the next work', () => {
    const tracker = createRunTracker(clockAt());
    tracker.scanBegan(1);
    tracker.scanCounted(1, { unchanged: 3, failed: 0 });
    tracker.waitingCounted(1, 1);
    tracker.scanEnded(1);
    tracker.fileBegan(1, 5, 'a.txt');
    tracker.fileEnded(1, 5, 'searchable');
    tracker.rested(1);
    expect(tracker.figures(1)).toMatchObject({ filesDone: 1, filesUnchanged: 3 });
    tracker.scanBegan(1);
    expect(tracker.figures(1)).toMatchObject({ filesDone: 0, filesTotal: 0, isScanning: true });
  });

  it('carries on with what an earlier life left waiting', () => {
    const tracker = createRunTracker(clockAt());
    tracker.waitingCounted(1, 7);
    tracker.fileBegan(1, 5, 'a.txt');
    tracker.fileEnded(1, 5, 'searchable');
    expect(tracker.figures(1)).toMatchObject({ filesTotal: 7, filesDone: 1 });
  });
});
