import { watch } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, sep } from 'node:path';
import type { SourceRow } from '../../store/sources.ts';
import { leftOutFolders } from '../scan/left-out.ts';
import type { ScanScope } from '../scan/scan-scope.ts';
import { isRemotePlace } from './remote-place.ts';

/** A source that is being watched. */
export interface OpenWatch {
  /** False where changes may happen unseen, so that rescans are needed as well. */
  readonly seesAll: boolean;
  close(): Promise<void>;
}

export interface WatchListener {
  /** Something happened at these paths below the source, or anywhere in it. */
  changed(paths: ScanScope): void;
  /** The watch is at its end; what happened last may be lost. */
  lost(error: unknown): void;
}

/** Opens a watch. Rejects when the system cannot watch the place. */
export type OpenWatchOf = (source: Pick<SourceRow, 'kind' | 'path' | 'name'>, listener: WatchListener) => Promise<OpenWatch>;

async function watchTree(path: string, listener: WatchListener): Promise<OpenWatch> {
  const root = await realpath(path);
  const above = root.endsWith(sep) ? root : `${root}${sep}`;
  const { subscribe } = await import('@parcel/watcher');
  const subscription = await subscribe(
    root,
    (error, events) => {
      if (error) {
        listener.lost(error);
        return;
      }
      const paths = events.map((event) => (event.path.startsWith(above) ? event.path.slice(above.length) : ''));
      listener.changed(paths.includes('') ? 'whole' : paths.map((below) => (sep === '/' ? below : below.split(sep).join('/'))));
    },
    { ignore: leftOutFolders },
  );
  return { seesAll: !(await isRemotePlace(root)), close: () => subscription.unsubscribe() };
}

/** One file: its folder is watched, without what lies deeper, so that a file replaced by renaming is noticed too. */
async function watchFile(path: string, listener: WatchListener): Promise<OpenWatch> {
  const real = await realpath(path);
  await stat(dirname(real));
  const watcher = watch(dirname(real), { persistent: false }, (_, name) => {
    if (name === null || name === basename(real)) listener.changed('whole');
  });
  watcher.on('error', (error) => listener.lost(error));
  const close = () => {
    watcher.close();
    return Promise.resolve();
  };
  return { seesAll: !(await isRemotePlace(dirname(real))), close };
}

/** Watches a whole tree with the system's own means, or one file. The native part is loaded with the first tree. */
export const openWatch: OpenWatchOf = (source, listener) =>
  source.kind === 'file' ? watchFile(source.path, listener) : watchTree(source.path, listener);
