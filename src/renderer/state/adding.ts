import type { Client } from '../client/client.ts';
import type { Grant } from '../../shared/contract/host.ts';
import { isAbort } from '../../shared/errors.ts';
import { type DroppedTree, entriesOf, readDropped } from './dropped.ts';
import type { Navigation } from './navigation.ts';
import type { Notices } from './notices.ts';
import type { Picking } from './picking.ts';
import type { Sources } from './sources.ts';
import type { Uploads } from './uploads.ts';

export interface Adding {
  /** Lets the person choose and adds what they chose to the collection shown. */
  pickAndAdd(what: 'folder' | 'files'): Promise<void>;
  /** Adds what was dropped on the window. Call it during the drop event. */
  drop(transfer: DataTransfer): Promise<void>;
  addGrants(grants: readonly Grant[]): Promise<void>;
}

interface Parts {
  readonly client: Client;
  readonly picking: Picking;
  readonly uploads: Uploads;
  readonly notices: Notices;
  readonly navigation: Navigation;
  readonly sources: Sources;
}

/** Loose files of one drop travel together; every folder is a source of its own. */
function grouped(trees: readonly DroppedTree[]): DroppedTree[] {
  const folders = trees.filter(({ kind, files }) => kind === 'folder' && files.length > 0);
  const files = trees.filter(({ kind }) => kind === 'file').flatMap((tree) => tree.files);
  const [only] = files;
  if (!only) return folders;
  const name = files.length === 1 ? only.file.name : `${files.length} dropped files`;
  return [...folders, { name, kind: 'file', files }];
}

/** How folders and files get into the library, whichever way they were chosen. */
export function createAdding({ client, picking, uploads, notices, navigation, sources }: Parts): Adding {
  const addGrants = async (grants: readonly Grant[]) => {
    const { collectionId } = navigation.get();
    if (collectionId === null) return;
    for (const { grantId } of grants) {
      try {
        sources.put(await client.engine.sources.add({ collectionId, grantId }));
      } catch (error) {
        notices.sayError(error);
      }
    }
    if (grants.length > 0) navigation.show('library');
  };
  return {
    addGrants,
    async pickAndAdd(what) {
      try {
        await addGrants(await picking.pick(what));
      } catch (error) {
        notices.sayError(error);
      }
    },
    async drop(transfer) {
      try {
        if (client.grantFiles) {
          await addGrants(await client.grantFiles([...transfer.files]));
          return;
        }
        const entries = entriesOf(transfer);
        const trees = grouped(await readDropped(entries));
        if (trees.length === 0) {
          notices.say('There are no files in what was dropped.', { tone: 'attention' });
          return;
        }
        navigation.show('library');
        for (const tree of trees) await addGrants([await uploads.send(tree)]);
      } catch (error) {
        if (!isAbort(error)) notices.sayError(error);
      }
    },
  };
}
