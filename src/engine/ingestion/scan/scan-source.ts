import { constants } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AppErrorData, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { getDocument, insertQueuedDocument, removeDocuments, requeueDocument, setDocumentFailed } from '../../store/documents.ts';
import type { Library, WritableDb } from '../../store/open.ts';
import { setSourceMissing, setSourceScanned, type SourceRow } from '../../store/sources.ts';
import { enqueueIngest } from '../ingest-jobs.ts';
import { readerIdentities } from '../readers/reader-identities.ts';
import { sourceFiles } from '../source-files.ts';
import { compareFile, type KnownFile } from './compare-files.ts';
import { unreadableError } from './unreadable-error.ts';
import { type FoundFile, type Unreadable, walkTree, type WalkBatch } from './walk-tree.ts';

export interface ScanCounts {
  found: number;
  queued: number;
  unchanged: number;
  failed: number;
  removed: number;
}

export interface ScanContext {
  library: Library;
  jobs: Pick<JobQueue, 'enqueue'>;
  clock: Clock;
  /** Documents to read anew though their files have not changed: another version of a reader or the chunker made them. */
  staleDocuments(sourceId: number): ReadonlySet<number>;
  /** After each slice, with the counts so far. */
  onProgress(counts: ScanCounts): void;
}

const SLICE = 100;
/**
 * A root that is there but empty is usually a drive that is not mounted. Above this many documents the index is
 * kept and the source counts as missing; below, reading anew costs little.
 */
const WORTH_KEEPING = 20;

/** A right may have been given or a lock let go since; what is wrong with the bytes themselves stays wrong. */
function mayHavePassed(error: AppErrorData | null): boolean {
  return error?.kind !== 'input' && error?.code !== 'read-encrypted';
}

/** Names the readers of this program: with others, a file that could not be read may be read now. */
const ownReaders = Object.values(readerIdentities)
  .map(({ reader, version }) => `${reader} ${version}`)
  .join(', ');

async function loadKnown(library: Library, sourceId: number): Promise<Map<string, KnownFile>> {
  const known = new Map<string, KnownFile>();
  for await (const slice of sourceFiles(library, sourceId, 2_000)) for (const file of slice) known.set(file.relativePath, file);
  return known;
}

/**
 * Names the place that a source lies on. When it differs after a scan, a drive was taken out or put in meanwhile, and
 * what was not found tells nothing. Fails with the system's error when the source is gone.
 */
async function placeOf(source: SourceRow): Promise<string> {
  const { dev, mode } = await stat(source.path);
  return `${dev}:${mode & constants.S_IFMT}`;
}

async function* findFiles(source: SourceRow, signal: AbortSignal): AsyncGenerator<WalkBatch> {
  const root = await stat(source.path);
  if (root.isDirectory()) yield* walkTree(source.path, { signal });
  else
    yield { files: [{ relativePath: source.name, name: source.name, sizeBytes: root.size, modifiedAtMs: root.mtimeMs }], unreadable: [] };
}

/**
 * Brings the list of a source's documents in line with its files: new and changed files are queued for reading
 * (what is indexed keeps serving), vanished ones removed, unchanged ones left alone. A source whose path is gone,
 * or may not be opened, is marked missing and keeps all it has; the result is then null. An abort leaves what
 * was queued so far and removes nothing.
 */
export async function scanSource(context: ScanContext, source: SourceRow, signal: AbortSignal): Promise<ScanCounts | null> {
  const { library, jobs, clock } = context;
  const counts: ScanCounts = { found: 0, queued: 0, unchanged: 0, failed: 0, removed: 0 };
  const known = await loadKnown(library, source.id);
  const knownBefore = known.size;
  const stale = context.staleDocuments(source.id);
  const hasNewReaders = source.scannedBy !== ownReaders;
  const closedFolders: string[] = [];

  function queue(db: WritableDb, documentId: number): void {
    enqueueIngest(jobs, db, source.id, { documentId });
    counts.queued += 1;
  }

  function takeFile(db: WritableDb, file: FoundFile): void {
    const before = known.get(file.relativePath);
    known.delete(file.relativePath);
    counts.found += 1;
    const verdict = compareFile(file, before, (id) => hasNewReaders || mayHavePassed(getDocument(db, id).error));
    if (!before) {
      const { relativePath, name, sizeBytes, modifiedAtMs } = file;
      const nowMs = clock.nowMs();
      queue(db, insertQueuedDocument(db, { sourceId: source.id, relativePath, name, sizeBytes, modifiedAtMs, nowMs }));
    } else if (verdict === 'waiting' && getDocument(db, before.documentId).state !== 'queued') {
      // Read since the scan began.
      counts.unchanged += 1;
    } else if (verdict === 'unchanged' && !stale.has(before.documentId)) {
      counts.unchanged += 1;
    } else {
      if (verdict !== 'waiting') requeueDocument(db, before.documentId, file);
      queue(db, before.documentId);
    }
  }

  function takeUnreadable(db: WritableDb, entry: Unreadable): void {
    const { relativePath, name } = entry;
    if (entry.isFolder) closedFolders.push(`${relativePath}/`);
    const before = known.get(relativePath);
    known.delete(relativePath);
    counts.failed += 1;
    if (before?.contentId !== null && before !== undefined) return;
    const facts = { sizeBytes: 0, modifiedAtMs: 0 };
    const id = before?.documentId ?? insertQueuedDocument(db, { sourceId: source.id, relativePath, name, ...facts, nowMs: clock.nowMs() });
    setDocumentFailed(db, id, toErrorData(unreadableError(entry)), facts);
  }

  /** False when the source itself has gone meanwhile, or another one lies in its place. */
  async function removeVanished(place: string): Promise<boolean> {
    const gone = [...known.values()].filter((file) => !closedFolders.some((folder) => file.relativePath.startsWith(folder)));
    for (let at = 0; at < gone.length; at += SLICE) {
      signal.throwIfAborted();
      if ((await placeOf(source)) !== place) return false;
      const ids = gone.slice(at, at + SLICE).map((file) => file.documentId);
      library.transaction((db) => removeDocuments(db, ids));
      counts.removed += ids.length;
      context.onProgress(counts);
      await nextTurn();
    }
    return true;
  }

  function sayMissing(): null {
    library.transaction((db) => setSourceMissing(db, source.id, true));
    return null;
  }

  try {
    const place = await placeOf(source);
    for await (const batch of findFiles(source, signal)) {
      for (let at = 0; at < Math.max(batch.files.length, 1); at += SLICE) {
        signal.throwIfAborted();
        library.transaction((db) => {
          for (const file of batch.files.slice(at, at + SLICE)) takeFile(db, file);
          if (at === 0) for (const entry of batch.unreadable) takeUnreadable(db, entry);
        });
        context.onProgress(counts);
        await nextTurn();
      }
    }
    if (counts.found === 0 && counts.failed === 0 && knownBefore > WORTH_KEEPING) return sayMissing();
    if (!(await removeVanished(place))) return sayMissing();
  } catch (error) {
    signal.throwIfAborted();
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return sayMissing();
  }
  library.transaction((db) => {
    setSourceMissing(db, source.id, false);
    setSourceScanned(db, source.id, { nowMs: clock.nowMs(), scannedBy: ownReaders });
  });
  return counts;
}
