import type { Dir } from 'node:fs';
import { lstat, opendir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isSkippedName } from './skipped-names.ts';

export interface FoundFile {
  /** Below the root, with forward slashes. */
  relativePath: string;
  name: string;
  sizeBytes: number;
  modifiedAtMs: number;
}

/** The code of a name that is no Unicode text: as text it names nothing, so the entry cannot be opened. */
export const UNREADABLE_NAME = 'EILSEQ';

/** A folder or file that the system would not let us look at; `code` is its own word for why. */
export interface Unreadable {
  relativePath: string;
  name: string;
  isFolder: boolean;
  code: string;
}

export interface WalkBatch {
  files: FoundFile[];
  unreadable: Unreadable[];
}

const BATCH_FILES = 200;
const DIRECTORY_BUFFER = 128;
/** Look-ups on the way at once; more only fill the thread pool that readers of files share. */
const STATS_AT_ONCE = 16;

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}

/** Why an entry that the folder lists cannot be looked at; null when it has gone since, as if it had never been there. */
function whyNot(name: string, error: unknown): string | null {
  const code = codeOf(error);
  if (code !== 'ENOENT') return code;
  return name.includes('\ufffd') ? UNREADABLE_NAME : null;
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

type Looked = { file: FoundFile } | { unreadable: Unreadable } | null;

async function look(root: string, relativePath: string, name: string): Promise<Looked> {
  try {
    const found = await lstat(join(root, relativePath));
    if (!found.isFile()) return null;
    return { file: { relativePath, name, sizeBytes: found.size, modifiedAtMs: found.mtimeMs } };
  } catch (error) {
    const code = whyNot(name, error);
    return code === null ? null : { unreadable: { relativePath, name, isFolder: false, code } };
  }
}

/**
 * Every regular file below a folder, in batches, depth first. Links are not followed, so a tree has no loops and
 * nothing outside the folder is read. Hidden entries and litter are left out; what cannot be opened is listed and
 * the walk goes on. Fails only when the root itself cannot be opened or listed to its end (with the system's error)
 * or on abort.
 */
export async function* walkTree(root: string, options: { signal: AbortSignal }): AsyncGenerator<WalkBatch> {
  const folders: string[] = [''];
  let batch: WalkBatch = { files: [], unreadable: [] };
  let looking: Promise<Looked>[] = [];

  async function settle(): Promise<void> {
    for (const looked of await Promise.all(looking.splice(0))) {
      if (looked && 'file' in looked) batch.files.push(looked.file);
      else if (looked) batch.unreadable.push(looked.unreadable);
    }
  }

  function noteClosed(folder: string, error: unknown): void {
    // What is not seen of the root would count as gone.
    if (folder === '') throw error;
    const code = whyNot(basename(folder), error);
    if (code !== null) batch.unreadable.push({ relativePath: folder, name: basename(folder), isFolder: true, code });
  }

  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    options.signal.throwIfAborted();
    let directory: Dir;
    try {
      directory = await opendir(join(root, folder), { bufferSize: DIRECTORY_BUFFER });
    } catch (error) {
      noteClosed(folder, error);
      continue;
    }
    try {
      for await (const entry of directory) {
        if (isSkippedName(entry.name)) continue;
        const relativePath = below(folder, entry.name);
        if (entry.isDirectory()) folders.push(relativePath);
        else if (entry.isFile()) looking.push(look(root, relativePath, entry.name));
        if (looking.length >= STATS_AT_ONCE) await settle();
        if (batch.files.length < BATCH_FILES) continue;
        options.signal.throwIfAborted();
        yield batch;
        batch = { files: [], unreadable: [] };
        await nextTurn();
      }
    } catch (error) {
      options.signal.throwIfAborted();
      noteClosed(folder, error);
    }
  }
  await settle();
  options.signal.throwIfAborted();
  if (batch.files.length > 0 || batch.unreadable.length > 0) yield batch;
}
