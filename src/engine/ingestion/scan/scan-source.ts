import { constants } from 'node:fs';
import { opendir, stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../base/clock.ts';
import type { JobQueue } from '../../jobs/job-queue.ts';
import { removeDocuments } from '../../store/documents.ts';
import type { Library } from '../../store/open.ts';
import { setSourceMissing, setSourceScanned, type SourceRow } from '../../store/sources.ts';
import { readerIdentities } from '../readers/reader-identities.ts';
import { removeMembersOf } from '../remove-with-members.ts';
import { filesAt, sourceFiles } from '../source-files.ts';
import type { KnownFile } from './compare-files.ts';
import { findFiles, NeedsWholeScan, pathsOf } from './find-files.ts';
import { isLeftOut } from './left-out.ts';
import type { ScanScope } from './scan-scope.ts';
import { createSourceFilter } from './source-filter.ts';
import { type TakeContext, type Taken, takeFile, takeUnreadable } from './take-found.ts';

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
  /** Absolute folders that are no part of any source, as the library's own. */
  without?: readonly string[];
}

const SLICE = 100;
/**
 * A root that is there but empty is usually a drive that is not mounted. Above this many documents the index is
 * kept and the source counts as missing; below, reading anew costs little.
 */
const WORTH_KEEPING = 20;

/** Names the readers of this program: with others, a file that could not be read may be read now. */
const ownReaders = Object.values(readerIdentities)
  .map(({ reader, version }) => `${reader} ${version}`)
  .join(', ');

async function loadKnown(library: Library, sourceId: number, scope: ScanScope): Promise<Map<string, KnownFile>> {
  const known = new Map<string, KnownFile>();
  const slices = scope === 'whole' ? sourceFiles(library, sourceId, 2_000) : filesAt(library, sourceId, scope, 2_000);
  for await (const slice of slices) for (const file of slice) known.set(file.relativePath, file);
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

async function isEmptyFolder(path: string): Promise<boolean> {
  if (!(await stat(path)).isDirectory()) return false;
  for await (const entry of await opendir(path)) if (!isLeftOut(entry.name)) return false;
  return true;
}

/**
 * Brings the list of a source's documents in line with its files: new and changed files are queued for reading
 * (what is indexed keeps serving), vanished ones removed, unchanged ones left alone. With a `scope` of paths only
 * these are compared. A source whose path is gone, or may not be opened, is marked missing and keeps all it has; the
 * result is then null. An abort leaves what was queued so far and removes nothing.
 */
export async function scanSource(
  context: ScanContext,
  source: SourceRow,
  signal: AbortSignal,
  scope: ScanScope = 'whole',
): Promise<ScanCounts | null> {
  try {
    const place = await placeOf(source);
    const paths = scope === 'whole' || source.kind === 'file' ? 'whole' : await pathsOf(source, scope);
    return await scan(context, source, { scope: paths, place, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof NeedsWholeScan && scope !== 'whole') return scanSource(context, source, signal);
    if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return sayMissing(context, source);
  }
}

function sayMissing({ library }: ScanContext, source: SourceRow): null {
  library.transaction((db) => setSourceMissing(db, source.id, true));
  return null;
}

async function scan(
  context: ScanContext,
  source: SourceRow,
  { scope, place, signal }: { scope: ScanScope; place: string; signal: AbortSignal },
): Promise<ScanCounts | null> {
  const { library, jobs, clock } = context;
  const counts: ScanCounts = { found: 0, queued: 0, unchanged: 0, failed: 0, removed: 0 };
  const known = await loadKnown(library, source.id, scope);
  const stale = scope === 'whole' ? context.staleDocuments(source.id) : new Set<number>();
  const filter = createSourceFilter(source.rules, { root: source.path, without: context.without ?? [] });
  const taking: TakeContext = {
    jobs,
    clock,
    sourceId: source.id,
    largestFileBytes: filter.largestFileBytes,
    isStale: (documentId) => stale.has(documentId),
    hasNewReaders: source.scannedBy !== ownReaders,
  };
  const closedFolders: string[] = [];

  /** Takes the document out of those that are not accounted for yet. */
  function claim(relativePath: string): KnownFile | undefined {
    const before = known.get(relativePath);
    known.delete(relativePath);
    return before;
  }

  function count(taken: Taken): void {
    counts[taken] += 1;
  }

  const gone = (): number[] => {
    const isHidden = (path: string) => closedFolders.some((folder) => path.startsWith(folder));
    return [...known.values()].filter((file) => !isHidden(file.relativePath)).map((file) => file.documentId);
  };

  /** False when the source itself has gone meanwhile, or another one lies in its place. */
  async function removeVanished(): Promise<boolean> {
    const ids = gone();
    if (ids.length > WORTH_KEEPING && (await isEmptyFolder(source.path))) return false;
    for (let at = 0; at < ids.length; at += SLICE) {
      signal.throwIfAborted();
      if ((await placeOf(source)) !== place) return false;
      const slice = ids.slice(at, at + SLICE);
      await removeMembersOf(library, slice, signal);
      library.transaction((db) => removeDocuments(db, slice));
      counts.removed += slice.length;
      context.onProgress(counts);
      await nextTurn();
    }
    return true;
  }

  for await (const batch of findFiles(source, scope, { filter, signal })) {
    for (let at = 0; at < Math.max(batch.files.length, 1); at += SLICE) {
      signal.throwIfAborted();
      library.transaction((db) => {
        for (const file of batch.files.slice(at, at + SLICE)) {
          counts.found += 1;
          count(takeFile(db, taking, file, claim(file.relativePath)));
        }
        if (at > 0) return;
        for (const entry of batch.unreadable) {
          if (entry.isFolder) closedFolders.push(`${entry.relativePath}/`);
          count(takeUnreadable(db, taking, entry, claim(entry.relativePath)));
        }
      });
      context.onProgress(counts);
      await nextTurn();
    }
  }
  if (!(await removeVanished())) return sayMissing(context, source);
  library.transaction((db) => {
    setSourceMissing(db, source.id, false);
    if (scope === 'whole') setSourceScanned(db, source.id, { nowMs: clock.nowMs(), scannedBy: ownReaders });
    // What vanished was kept for as long as a scan might find it elsewhere.
    db.sweepSoon();
  });
  return counts;
}
