import type { Source, SourceState } from '../../../shared/domain/source.ts';
import type { SourceRow } from '../../store/sources.ts';
import type { RunFigures } from './run-tracker.ts';

export interface SourceFacts {
  row: SourceRow;
  figures: RunFigures;
  /** Jobs of this source wait or run. */
  isWorking: boolean;
  /** What the library holds of it. */
  documents: { total: number; failed: number };
  chunks: { total: number; embedded: number };
  chunksPerSecond: number | null;
  /** True while the embedding queue is at work, so that missing vectors mean work and not a missing model. */
  isEmbedding: boolean;
  /** Its changes are noticed as they happen. */
  isWatched: boolean;
}

function stateOf(facts: SourceFacts): SourceState {
  if (facts.row.paused) return 'paused';
  if (facts.figures.isScanning) return 'scanning';
  if (facts.row.missing) return 'missing';
  if (facts.isWorking) return 'ingesting';
  return facts.isEmbedding && facts.chunks.embedded < facts.chunks.total ? 'ingesting' : 'idle';
}

/** Seconds for what is left at this rate; 0 for nothing, null when the rate is not known yet. */
function secondsFor(left: number, perSecond: number | null): number | null {
  if (left <= 0) return 0;
  return perSecond === null || perSecond <= 0 ? null : left / perSecond;
}

function secondsLeftOf(facts: SourceFacts, state: SourceState): number | null {
  if (state !== 'ingesting') return null;
  const files = secondsFor(facts.figures.filesTotal - facts.figures.filesDone, facts.figures.filesPerSecond);
  if (!facts.isEmbedding) return files;
  const chunks = secondsFor(facts.chunks.total - facts.chunks.embedded, facts.chunksPerSecond);
  // Vectors are filled in behind reading, at the same time.
  return files === null || chunks === null ? null : Math.max(files, chunks);
}

/** A source as the window sees it. */
export function sourceView(facts: SourceFacts): Source {
  const { row, figures } = facts;
  const state = stateOf(facts);
  return {
    id: row.id,
    collectionId: row.collectionId,
    kind: row.kind,
    name: row.name,
    displayPath: row.path,
    state,
    addedAtMs: row.addedAtMs,
    scannedAtMs: row.scannedAtMs,
    rules: row.rules,
    watched: facts.isWatched,
    progress: {
      filesTotal: figures.filesTotal,
      filesDone: figures.filesDone,
      // What failed at first may have been read since: by recognition, for one.
      filesFailed: Math.min(figures.filesFailed, facts.documents.failed),
      filesUnchanged: figures.filesUnchanged,
      documentsTotal: facts.documents.total,
      documentsFailed: facts.documents.failed,
      chunksTotal: facts.chunks.total,
      chunksEmbedded: facts.chunks.embedded,
      filesPerSecond: state === 'ingesting' || state === 'scanning' ? figures.filesPerSecond : null,
      chunksPerSecond: facts.isEmbedding ? facts.chunksPerSecond : null,
      secondsLeft: secondsLeftOf(facts, state),
      currentFile: figures.currentFile,
    },
  };
}
