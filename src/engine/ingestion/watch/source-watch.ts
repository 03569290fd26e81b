import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import type { SourceRow } from '../../store/sources.ts';
import type { ScanScope } from '../scan/scan-scope.ts';
import { createSourceFilter, type SourceFilter } from '../scan/source-filter.ts';
import { createChanges } from './changes.ts';
import { openWatch, type OpenWatch, type OpenWatchOf } from './open-watch.ts';
import { hasSlept, rescanAfterMs } from './rescan-times.ts';

/** Notices what changes in sources and asks for scans. */
export interface SourceWatch {
  /** Begins to watch a source, or takes its new rules. */
  follow(source: SourceRow): void;
  forget(sourceId: number): void;
  /** Resolves when the source is watched or cannot be, so that a scan begun afterwards misses nothing; soon in any case. */
  ready(sourceId: number): Promise<void>;
  /** True where every change is noticed as it happens. */
  isWatched(sourceId: number): boolean;
  /** A whole scan ended; the next one without a change is counted from here. */
  noteScanned(sourceId: number, durationMs: number): void;
  /** Looks at a path again after a while, as at a file that another program has locked. */
  lookAgain(sourceId: number, path: string): void;
  dispose(): Promise<void>;
}

export interface SourceWatchOptions {
  clock: Clock;
  logger: Logger;
  /** Folders that are no part of any source. */
  without: readonly string[];
  /** Asks for scans of these sources, together. */
  request(scopes: ReadonlyMap<number, ScanScope>): void;
  /** A source began or ceased to be watched. */
  onWatched(sourceId: number): void;
  /** True while jobs of the source are under way or it is paused: a scan for safety would only be in the way. */
  isOccupied(sourceId: number): boolean;
  open?: OpenWatchOf;
  tendEveryMs?: number;
}

const TEND_EVERY_MS = 30_000;
/** A network drive that does not answer must not keep a source from being scanned. */
const LONGEST_OPENING_MS = 20_000;
const LONGEST_CLOSING_MS = 2_000;
const FIRST_REOPEN_MS = 1_000;
const LONGEST_REOPEN_MS = 5 * 60_000;
/** A long list of events is not gone through entry by entry here: the scan leaves out what is to be left out. */
const MOST_FILTERED = 500;
const FIRST_LOOK_AGAIN_MS = 60_000;
const MOST_LOOKS_AGAIN = 6;

interface Watched {
  row: SourceRow;
  filter: SourceFilter;
  watch: OpenWatch | null;
  /** The folder that is watched, as the system numbers it: another one may be mounted in its place. */
  place: string | null;
  opening: Promise<void> | null;
  failures: number;
  reopenAtMs: number;
  scannedAtMs: number;
  lastScanMs: number;
  isTended: boolean;
}

/**
 * Watches sources with {@link openWatch}. What cannot be watched, what a watch was not told of (sleep, an overflow, its
 * death, another drive in the same place) and what nobody is ever told of is found by whole scans.
 */
export function createSourceWatch(options: SourceWatchOptions): SourceWatch {
  const { clock, logger } = options;
  const open = options.open ?? openWatch;
  const tendEveryMs = options.tendEveryMs ?? TEND_EVERY_MS;
  const sources = new Map<number, Watched>();
  const looksAgain = new Map<string, { times: number; timer: NodeJS.Timeout }>();
  const changes = createChanges({
    clock,
    logger,
    folderOf(sourceId) {
      const row = sources.get(sourceId)?.row;
      return row?.kind === 'folder' ? row.path : null;
    },
    request: options.request,
  });
  let isDisposed = false;
  let tendedAtMs = clock.nowMs();
  const tendTimer = setInterval(tend, tendEveryMs).unref();

  function isCurrent(source: Watched): boolean {
    return !isDisposed && sources.get(source.row.id) === source;
  }

  function noticed(source: Watched, paths: ScanScope): void {
    if (!isCurrent(source)) return;
    const isShort = paths !== 'whole' && paths.length <= MOST_FILTERED;
    const meant = isShort ? paths.filter((path) => !source.filter.leavesOutBelow(path, false)) : paths;
    if (meant.length > 0) changes.note(source.row.id, meant);
  }

  async function openOne(source: Watched): Promise<void> {
    try {
      source.place = await placeOf(source.row);
      const watch = await open(source.row, {
        changed: (paths) => noticed(source, paths),
        lost: (error) => lost(source, error),
      });
      if (!isCurrent(source)) {
        await watch.close();
        return;
      }
      source.watch = watch;
      options.onWatched(source.row.id);
    } catch (error) {
      noteFailure(source, error);
    }
  }

  function begin(source: Watched): Promise<void> {
    source.opening = openOne(source).finally(() => {
      source.opening = null;
    });
    return source.opening;
  }

  function noteFailure(source: Watched, error: unknown): void {
    if (!isCurrent(source)) return;
    source.reopenAtMs = clock.monotonicMs() + Math.min(FIRST_REOPEN_MS * 2 ** source.failures, LONGEST_REOPEN_MS);
    source.failures += 1;
    close(source);
    const { code, name } = error as NodeJS.ErrnoException;
    logger.log('warn', 'a source is not watched', { sourceId: source.row.id, failures: source.failures, reason: code ?? name });
    options.onWatched(source.row.id);
  }

  function close(source: Watched): void {
    const { watch } = source;
    source.watch = null;
    watch?.close().catch((error: unknown) => {
      logger.log('warn', 'a watch could not be closed', { sourceId: source.row.id, reason: (error as Error).name });
    });
  }

  function lost(source: Watched, error: unknown): void {
    if (!source.watch || !isCurrent(source)) return;
    noteFailure(source, error);
    noticed(source, 'whole');
  }

  function tend(): void {
    const nowMs = clock.nowMs();
    const slept = hasSlept(tendEveryMs, nowMs - tendedAtMs);
    tendedAtMs = nowMs;
    for (const source of sources.values()) {
      if (slept) noticed(source, 'whole');
      tendOne(source).catch((error: unknown) => noteFailure(source, error));
    }
  }

  /** Opens what can be watched again, and asks for the scan that is due without any change. */
  async function tendOne(source: Watched): Promise<void> {
    if (source.isTended) return;
    source.isTended = true;
    try {
      const place = await placeOf(source.row).catch(() => null);
      if (!isCurrent(source)) return;
      if (source.watch && place !== source.place) {
        close(source);
        source.reopenAtMs = 0;
        options.onWatched(source.row.id);
        noticed(source, 'whole');
      }
      if (!source.watch && !source.opening && place !== null && clock.monotonicMs() >= source.reopenAtMs) {
        await begin(source);
        if (isOpen(source)) noticed(source, 'whole');
      }
      const restMs = rescanAfterMs({ isWatched: seesAll(source), lastScanMs: source.lastScanMs });
      if (clock.monotonicMs() >= source.scannedAtMs + restMs && !options.isOccupied(source.row.id)) noticed(source, 'whole');
    } finally {
      source.isTended = false;
    }
  }

  return {
    follow(row) {
      const filter = createSourceFilter(row.rules, { root: row.path, without: options.without });
      const known = sources.get(row.id);
      if (known) {
        Object.assign(known, { row, filter });
        return;
      }
      const state = { watch: null, place: null, opening: null, failures: 0, reopenAtMs: 0, lastScanMs: 0, isTended: false };
      const source: Watched = { row, filter, scannedAtMs: clock.monotonicMs(), ...state };
      sources.set(row.id, source);
      void begin(source);
    },
    forget(sourceId) {
      const source = sources.get(sourceId);
      if (!source) return;
      sources.delete(sourceId);
      changes.forget(sourceId);
      close(source);
    },
    async ready(sourceId) {
      const opening = sources.get(sourceId)?.opening;
      if (!opening) return;
      const limit = Promise.withResolvers<void>();
      const timer = setTimeout(limit.resolve, LONGEST_OPENING_MS);
      await Promise.race([opening, limit.promise]);
      clearTimeout(timer);
    },
    isWatched: (sourceId) => seesAll(sources.get(sourceId)),
    noteScanned(sourceId, durationMs) {
      const source = sources.get(sourceId);
      if (source) Object.assign(source, { scannedAtMs: clock.monotonicMs(), lastScanMs: durationMs });
    },
    lookAgain(sourceId, path) {
      const key = `${sourceId}:${path}`;
      const times = (looksAgain.get(key)?.times ?? 0) + 1;
      if (times > MOST_LOOKS_AGAIN || isDisposed) return;
      clearTimeout(looksAgain.get(key)?.timer);
      const timer = setTimeout(() => changes.note(sourceId, [path]), FIRST_LOOK_AGAIN_MS * 2 ** (times - 1)).unref();
      looksAgain.set(key, { times, timer });
    },
    async dispose() {
      isDisposed = true;
      clearInterval(tendTimer);
      changes.dispose();
      for (const { timer } of looksAgain.values()) clearTimeout(timer);
      const all = [...sources.values()];
      sources.clear();
      const closing = Promise.allSettled(all.flatMap((source) => source.opening ?? source.watch?.close() ?? []));
      // A network drive that does not answer must not hold up the end.
      const limit = Promise.withResolvers<void>();
      const timer = setTimeout(limit.resolve, LONGEST_CLOSING_MS);
      await Promise.race([closing, limit.promise]);
      clearTimeout(timer);
    },
  };
}

function isOpen(source: Watched): boolean {
  return source.watch !== null;
}

function seesAll(source: Watched | undefined): boolean {
  return source?.watch?.seesAll === true;
}

/** Of a file its folder counts: saving it may put another one in its place. */
async function placeOf({ kind, path }: SourceRow): Promise<string> {
  const { dev, ino } = await stat(kind === 'file' ? dirname(path) : path);
  return `${dev}:${ino}`;
}
