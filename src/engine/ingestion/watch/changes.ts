import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/logger.ts';
import { traceOf } from '../../base/trace-of.ts';
import type { ScanScope } from '../scan/scan-scope.ts';
import { createChangeBatch } from './change-batch.ts';
import { createWriteSettling, type FileLook } from './write-settling.ts';

/** What was noticed in sources, on its way to becoming scans. */
export interface Changes {
  note(sourceId: number, paths: ScanScope): void;
  forget(sourceId: number): void;
  dispose(): void;
}

const LOOKS_AT_ONCE = 16;
/** Before a request that failed, as one does while the disk is full, is made again. */
const REST_MS = 3_000;

/**
 * Gathers what is noticed, waits for files that are being written, and asks for scans. `folderOf` gives the folder that
 * a source's paths are below; null for a source without such paths. What a `request` that throws was for is asked for again.
 */
export function createChanges(options: {
  clock: Clock;
  logger: Logger;
  folderOf(sourceId: number): string | null;
  request(scopes: ReadonlyMap<number, ScanScope>): void;
}): Changes {
  const { clock, logger, folderOf, request } = options;
  const batch = createChangeBatch();
  const settling = createWriteSettling();
  /** Vanished paths that waited once. */
  const heldBack = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let restsUntilMs = 0;
  let isDisposed = false;

  function plan(): void {
    clearTimeout(timer);
    const dueAtMs = batch.dueAtMs();
    if (dueAtMs === null || isDisposed) return;
    timer = setTimeout(() => void flush(), Math.max(0, Math.max(dueAtMs, restsUntilMs) - clock.monotonicMs())).unref();
  }

  async function flush(): Promise<void> {
    const scopes = batch.take();
    try {
      await ask(scopes);
    } catch (error) {
      if (isDisposed) return;
      logger.log('error', 'what was noticed could not be asked for', { sources: scopes.size, stack: traceOf(error) });
      restsUntilMs = clock.monotonicMs() + REST_MS;
      for (const [sourceId, scope] of scopes) batch.add(sourceId, scope, clock.monotonicMs());
    }
    plan();
  }

  /** Asks for scans of what stands still; the rest goes back into the batch. */
  async function ask(scopes: ReadonlyMap<number, ScanScope>): Promise<void> {
    const due = new Map<number, string[] | 'whole'>();
    const waiting: [sourceId: number, path: string][] = [];
    const gone: [sourceId: number, path: string][] = [];
    for (const [sourceId, scope] of scopes) {
      const folder = folderOf(sourceId);
      if (scope === 'whole' || folder === null) due.set(sourceId, 'whole');
      else {
        due.set(sourceId, []);
        for (const [path, look] of await looksAt(folder, scope)) {
          const now = { wallMs: clock.nowMs(), monotonicMs: clock.monotonicMs() };
          if (look === 'gone') gone.push([sourceId, path]);
          else if (settling.isSettled(keyOf(sourceId, path), look, now)) take(due, sourceId, path);
          else waiting.push([sourceId, path]);
        }
      }
    }
    if (isDisposed) return;
    // What is gone here may be what is still being written there: its text is not given up before that was looked at.
    const mayMove = waiting.length > 0;
    for (const [sourceId, path] of gone) {
      const key = keyOf(sourceId, path);
      settling.forget(key);
      if (mayMove && !heldBack.delete(key)) {
        heldBack.add(key);
        waiting.push([sourceId, path]);
      } else {
        heldBack.delete(key);
        take(due, sourceId, path);
      }
    }
    for (const [sourceId, path] of waiting) batch.add(sourceId, [path], clock.monotonicMs());
    for (const [sourceId, paths] of due) if (paths.length === 0) due.delete(sourceId);
    if (due.size > 0) request(due);
  }

  return {
    note(sourceId, paths) {
      if (isDisposed) return;
      batch.add(sourceId, paths, clock.monotonicMs());
      plan();
    },
    forget(sourceId) {
      batch.forget(sourceId);
      settling.forget(keyOf(sourceId, ''));
    },
    dispose() {
      isDisposed = true;
      clearTimeout(timer);
    },
  };
}

function keyOf(sourceId: number, path: string): string {
  return `${sourceId}:${path}`;
}

function take(due: Map<number, string[] | 'whole'>, sourceId: number, path: string): void {
  const paths = due.get(sourceId);
  if (paths === undefined) due.set(sourceId, [path]);
  else if (paths !== 'whole') paths.push(path);
}

/** Each path as it is now: `gone`, a file, or (null) a folder or what cannot be looked at. */
async function looksAt(folder: string, paths: readonly string[]): Promise<[path: string, look: FileLook | 'gone'][]> {
  const looks: [string, FileLook | 'gone'][] = [];
  for (let at = 0; at < paths.length; at += LOOKS_AT_ONCE) {
    const slice = paths.slice(at, at + LOOKS_AT_ONCE);
    looks.push(
      ...(await Promise.all(slice.map(async (path): Promise<[string, FileLook | 'gone']> => [path, await lookOf(join(folder, path))]))),
    );
  }
  return looks;
}

async function lookOf(path: string): Promise<FileLook | 'gone'> {
  try {
    const found = await lstat(path);
    return found.isFile() ? { sizeBytes: found.size, modifiedAtMs: found.mtimeMs } : null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'gone' : null;
  }
}
