import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, extname, isAbsolute, join, normalize } from 'node:path';
import type { z } from 'zod';
import type { folderListingSchema } from '../shared/contract/host.ts';
import { AppError } from '../shared/errors.ts';

export type FolderListing = z.infer<typeof folderListingSchema>;

const MOST_ENTRIES = 5_000;
const STATS_AT_ONCE = 32;

/**
 * Folders and files of one folder for the in-app picker, folders first, hidden ones left out. With `extensions`
 * (".pdf") only such files. Null begins at the home folder.
 * Errors: `input-invalid` for a path that is not absolute, `source-missing`, `source-unreadable`.
 */
export async function listFolder(path: string | null, extensions?: readonly string[]): Promise<FolderListing> {
  const folder = normalize(path ?? homedir());
  if (!isAbsolute(folder) || folder.includes('\0')) throw new AppError('input-invalid', 'This is not the full path of a folder.');
  const wanted = extensions && new Set(extensions.map((extension) => extension.toLowerCase()));
  const found = (await readFolder(folder))
    .filter((entry) => !entry.name.startsWith('.'))
    .filter((entry) => !wanted || !entry.isFile() || wanted.has(extname(entry.name).toLowerCase()))
    .slice(0, MOST_ENTRIES);

  const entries: FolderListing['entries'] = [];
  for (let start = 0; start < found.length; start += STATS_AT_ONCE) {
    const slice = await Promise.all(found.slice(start, start + STATS_AT_ONCE).map((entry) => describe(folder, entry)));
    entries.push(...slice.filter((entry) => entry !== null));
  }
  const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  entries.sort((a, b) => Number(a.kind === 'file') - Number(b.kind === 'file') || byName.compare(a.name, b.name));
  const parent = dirname(folder);
  return { displayPath: folder, parent: parent === folder ? null : parent, entries };
}

async function readFolder(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const details = { subject: folder };
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new AppError('source-missing', `There is no folder “${folder}”.`, { details, cause });
    throw new AppError('source-unreadable', `Footnote may not look into “${folder}”.`, { details, cause });
  }
}

/** Null for what is neither a folder nor a file, and for links that lead nowhere. */
async function describe(folder: string, entry: Dirent): Promise<FolderListing['entries'][number] | null> {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return { name: entry.name, kind: 'folder', path, sizeBytes: null };
  if (!entry.isFile() && !entry.isSymbolicLink()) return null;
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return { name: entry.name, kind: 'folder', path, sizeBytes: null };
    return stats.isFile() ? { name: entry.name, kind: 'file', path, sizeBytes: stats.size } : null;
  } catch {
    return null;
  }
}
