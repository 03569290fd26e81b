import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import type { SourceRow } from '../../store/sources.ts';
import { lookAt } from './look-at.ts';
import { cloudStubTarget } from './placeholder.ts';
import { type ScanScope, scopeOf } from './scan-scope.ts';
import type { SourceFilter } from './source-filter.ts';
import { emptyBatch, type WalkBatch, walkTree } from './walk-tree.ts';

/** Raised when certain paths cannot be looked at by themselves, as when a folder above them was closed. */
export class NeedsWholeScan extends Error {}

/**
 * The path below the root under which the system itself knows an entry: where upper and lower case name one file,
 * or a link lies on the way, another than it was asked for. Null when there is none in the source.
 */
async function ownPath(root: string, path: string): Promise<string | null> {
  const full = join(root, path);
  try {
    const folder = await realpath(dirname(full));
    const looked = await lookAt(root, path);
    // Of a link the name counts, not what it leads to.
    const name = looked !== null && !('unreadable' in looked) ? basename(await realpath(full)) : basename(full);
    const own = relative(root, join(folder, name)).split(sep).join('/');
    return own === '..' || own.startsWith('../') || looked === null ? null : own;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new NeedsWholeScan();
  }
}

/** The other of a file and the stub that stands for it while its bytes are in the cloud. */
function counterpart(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const name = path.slice(folder.length);
  return `${folder}${cloudStubTarget(name) ?? `.${name}.icloud`}`;
}

/** The paths of a scope as they are asked for and as the file system names them: both may have changed. */
export async function pathsOf(source: SourceRow, scope: readonly string[]): Promise<string[]> {
  const root = await realpath(source.path);
  const paths = new Set(scope);
  for (const path of scope) {
    const own = await ownPath(root, path);
    if (own === '') throw new NeedsWholeScan();
    if (own !== null) paths.add(own);
    if (own === null || cloudStubTarget(basename(path)) !== null) paths.add(counterpart(path));
  }
  const all = scopeOf(paths, Number.POSITIVE_INFINITY);
  if (all === 'whole') throw new NeedsWholeScan();
  return [...all];
}

/** The files of a source in the scope, in batches. Fails with the system's error when the source is gone. */
export async function* findFiles(
  source: SourceRow,
  scope: ScanScope,
  options: { filter: SourceFilter; signal: AbortSignal },
): AsyncGenerator<WalkBatch> {
  const root = await stat(source.path);
  if (!root.isDirectory()) {
    const file = { relativePath: source.name, name: source.name, sizeBytes: root.size, modifiedAtMs: root.mtimeMs };
    yield { ...emptyBatch(), files: [file] };
    return;
  }
  if (scope === 'whole') {
    yield* walkTree(source.path, options);
    return;
  }
  const place = await realpath(source.path);
  for (const path of scope) {
    options.signal.throwIfAborted();
    // Under another name than its own a file is not there.
    if ((await ownPath(place, path)) !== path) continue;
    const looked = await lookAt(source.path, path);
    if (looked === null) continue;
    const isFolder = 'folder' in looked;
    if (options.filter.leavesOutBelow(path, isFolder)) continue;
    if (isFolder) yield* walkTree(source.path, { ...options, from: path });
    else yield { ...emptyBatch(), ...('file' in looked ? { files: [looked.file] } : { unreadable: [looked.unreadable] }) };
  }
}
