import type { Document } from '../../../shared/domain/document.ts';
import type { Client } from '../../client/client.ts';
import type { Changes } from '../../client/events.ts';

interface Parts {
  readonly client: Client;
  readonly changes: Changes;
  readonly documentId: number;
  readonly signal: AbortSignal;
}

/** The document once it no longer waits to be read. Rejects with the abort reason when `signal` ends the wait. */
export async function untilRead({ client, changes, documentId, signal }: Parts): Promise<Document> {
  let changed = Promise.withResolvers<void>();
  const wake = () => changed.resolve();
  const stop = changes.on((change) => {
    if (change.type === 'documents-changed' || change.type === 'reset') wake();
  });
  signal.addEventListener('abort', wake, { once: true });
  try {
    for (;;) {
      changed = Promise.withResolvers<void>();
      const document = await client.engine.documents.get({ documentId }, { signal });
      if (document.state !== 'queued' && document.state !== 'reading') return document;
      await changed.promise;
      signal.throwIfAborted();
    }
  } finally {
    stop();
    signal.removeEventListener('abort', wake);
  }
}
