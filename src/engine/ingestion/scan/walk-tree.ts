import type { Dir } from 'node:fs';
import { opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type FoundFile, lookAt, type Looked, type Unreadable, whyNot } from './look-at.ts';
import type { SourceFilter } from './source-filter.ts';

export interface WalkBatch {
  files: FoundFile[];
  unreadable: Unreadable[];
  /** Entries seen and left out by the rules. */
  leftOut: number;
}

const BATCH_FILES = 200;
const DIRECTORY_BUFFER = 128;
/** Look-ups on the way at once; more only fill the thread pool that readers of files share. */
const STATS_AT_ONCE = 16;

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

export function emptyBatch(): WalkBatch {
  return { files: [], unreadable: [], leftOut: 0 };
}

/**
 * Every regular file at or below a folder of the source, in batches, depth first. Links are not followed, so a tree has
 * no loops and nothing outside is read. What the rules leave out is only counted; what is not to be opened is listed and the walk
 * goes on. Fails only when the source's own folder cannot be opened or listed to its end (with the system's error) or on
 * abort.
 */
export async function* walkTree(
  root: string,
  options: { filter: SourceFilter; signal: AbortSignal; from?: string },
): AsyncGenerator<WalkBatch> {
  const { filter, signal, from = '' } = options;
  const folders: string[] = [from];
  let batch = emptyBatch();
  let looking: Promise<Looked>[] = [];

  async function settle(): Promise<void> {
    for (const looked of await Promise.all(looking.splice(0))) {
      if (looked === null) continue;
      if ('file' in looked) batch.files.push(looked.file);
      else if ('unreadable' in looked) batch.unreadable.push(looked.unreadable);
      // The listing could not tell what it was.
      else if (!filter.leavesOut(looked.folder, true)) folders.push(looked.folder);
    }
  }

  function noteClosed(folder: string, error: unknown): void {
    // What is not seen of the root would count as gone.
    if (folder === '') throw error;
    const code = whyNot(basename(folder), error);
    if (code !== null) batch.unreadable.push({ relativePath: folder, name: basename(folder), isFolder: true, code });
  }

  for (;;) {
    const folder = folders.pop();
    if (folder === undefined) {
      await settle();
      if (folders.length > 0) continue;
      break;
    }
    signal.throwIfAborted();
    let directory: Dir;
    try {
      directory = await opendir(join(root, folder), { bufferSize: DIRECTORY_BUFFER });
    } catch (error) {
      noteClosed(folder, error);
      continue;
    }
    try {
      for await (const entry of directory) {
        const relativePath = below(folder, entry.name);
        if (filter.leavesOut(relativePath, entry.isDirectory())) batch.leftOut += 1;
        else if (entry.isDirectory()) folders.push(relativePath);
        else looking.push(lookAt(root, relativePath));
        if (looking.length >= STATS_AT_ONCE) await settle();
        if (batch.files.length < BATCH_FILES) continue;
        signal.throwIfAborted();
        yield batch;
        batch = emptyBatch();
        await nextTurn();
      }
    } catch (error) {
      signal.throwIfAborted();
      noteClosed(folder, error);
    }
  }
  signal.throwIfAborted();
  yield batch;
}
