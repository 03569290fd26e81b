import type { Client } from '../client/client.ts';
import type { Grant } from '../../shared/contract/host.ts';
import { createStore, type Readable } from './store.ts';
import type { DroppedTree } from './dropped.ts';

export interface Upload {
  readonly id: number;
  readonly name: string;
  readonly filesTotal: number;
  readonly filesDone: number;
  readonly bytesTotal: number;
  readonly bytesDone: number;
}

export interface Uploads extends Readable<readonly Upload[]> {
  /** Copies a dropped tree into the library. Rejects with the abort reason when stopped. */
  send(tree: DroppedTree): Promise<Grant>;
  stop(id: number): void;
}

const partBytes = 1024 * 1024;

/** Uploads under way, where a drop does not reveal a path that the engine could read itself. */
export function createUploads(client: Client): Uploads {
  const store = createStore<readonly Upload[]>([]);
  const controllers = new Map<number, AbortController>();
  let last = 0;
  const change = (id: number, next: (upload: Upload) => Upload) =>
    store.update((all) => all.map((upload) => (upload.id === id ? next(upload) : upload)));

  return {
    get: store.get,
    subscribe: store.subscribe,
    async send(tree) {
      last += 1;
      const id = last;
      const controller = new AbortController();
      const { signal } = controller;
      controllers.set(id, controller);
      const bytesTotal = tree.files.reduce((sum, { file }) => sum + file.size, 0);
      store.update((all) => [...all, { id, name: tree.name, filesTotal: tree.files.length, filesDone: 0, bytesTotal, bytesDone: 0 }]);
      let uploadId: string | null = null;
      try {
        ({ uploadId } = await client.host.uploadBegin({ name: tree.name }, { signal }));
        for (const { relativePath, file } of tree.files) {
          let offset = 0;
          do {
            const bytes = file.slice(offset, offset + partBytes);
            const end = offset + bytes.size;
            await client.host.uploadPart({ uploadId, relativePath, offset, bytes, last: end >= file.size }, { signal });
            offset = end;
            change(id, (upload) => ({ ...upload, bytesDone: upload.bytesDone + bytes.size }));
          } while (offset < file.size);
          change(id, (upload) => ({ ...upload, filesDone: upload.filesDone + 1 }));
        }
        return await client.host.uploadFinish({ uploadId }, { signal });
      } catch (error) {
        // The first error is the one to tell; the copy is cleared away by the host at its next start at the latest.
        if (uploadId !== null) client.host.uploadAbort({ uploadId }).catch(() => undefined);
        throw error;
      } finally {
        controllers.delete(id);
        store.update((all) => all.filter((upload) => upload.id !== id));
      }
    },
    stop: (id) => controllers.get(id)?.abort(),
  };
}
