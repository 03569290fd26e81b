import type { Document } from '../../shared/domain/document.ts';
import type { Client } from '../client/client.ts';
import type { NextAction } from '../client/error-words.ts';
import type { Notices } from './notices.ts';
import type { Removals } from './removals.ts';
import type { Sources } from './sources.ts';
import { createStore, type Readable } from './store.ts';

/** A question about one document that lies over the window. */
export interface Asking {
  readonly what: 'password' | 'convert';
  readonly document: Document;
}

export interface DocumentActs extends Readable<Asking | null> {
  /** Does the next action of a document, where it is one for documents. */
  run(action: NextAction, document: Document): void;
  /** Leaves a document out of the index; it can be taken back for a while. */
  exclude(document: Document): void;
  /** Rejects with `read-wrong-password` where that is known at once. */
  givePassword(document: Document, password: string, remember: boolean): Promise<void>;
  readonly close: () => void;
}

interface Parts {
  readonly client: Client;
  readonly notices: Notices;
  readonly removals: Removals;
  readonly sources: Sources;
}

/** The key under which an excluded document is hidden from lists while that can be undone. */
export const exclusionKey = (documentId: number): string => `document-${documentId}`;

/** What can be done about one document, wherever it is shown. */
export function createDocumentActs({ client, notices, removals, sources }: Parts): DocumentActs {
  const asking = createStore<Asking | null>(null);
  const tell = (done: Promise<unknown>) => void done.catch((error: unknown) => notices.sayError(error));
  const exclude = (document: Document) =>
    removals.remove({
      key: exclusionKey(document.id),
      message: `Left ${document.name} out. The file itself is untouched; the rules of its source name it.`,
      commit: () => client.engine.documents.exclude({ documentId: document.id }),
    });
  const actions: Partial<Record<NextAction, (document: Document) => void>> = {
    retry: ({ id }) => tell(client.engine.documents.retry({ documentId: id })),
    rescan: ({ sourceId }) => tell(sources.rescan(sourceId)),
    recognise: ({ id }) => tell(client.engine.documents.recogniseText({ documentId: id })),
    'give-password': (document) => asking.set({ what: 'password', document }),
    convert: (document) => asking.set({ what: 'convert', document }),
    exclude,
  };
  return {
    get: asking.get,
    subscribe: asking.subscribe,
    run: (action, document) => actions[action]?.(document),
    exclude,
    async givePassword({ id }, password, remember) {
      await client.engine.documents.givePassword({ documentId: id, password, remember });
    },
    close: () => asking.set(null),
  };
}
