import { useEffect, useState } from 'react';
import type { Document } from '../../../shared/domain/document.ts';
import type { EngineClient } from '../../client/client.ts';
import type { OpenSource } from '../../state/reading.ts';
import { useSession } from '../../state/session-context.ts';
import { findOrdinal } from './find-ordinal.ts';
import { coveredPart } from './covered-part.ts';

/** Whether the words of a citation are still where it points: a document may have been read anew since the answer. */
export type Standing = 'unknown' | 'stands' | 'moved';

const withoutBlanks = (text: string) => text.replaceAll(/\s+/g, '');

async function wordsAt(
  engine: EngineClient,
  { documentId, start, end }: NonNullable<OpenSource['span']>,
  signal: AbortSignal,
): Promise<string> {
  const from = (fromOrdinal: number, limit: number) => engine.documents.blocks({ documentId, fromOrdinal, limit }, { signal });
  const { total } = await from(0, 1);
  const first = await findOrdinal(total, start, async (ordinal) => (await from(ordinal, 1)).blocks[0]?.start ?? Number.POSITIVE_INFINITY);
  const { blocks } = await from(first, 100);
  return blocks
    .map((block) => {
      const part = coveredPart(block, { documentId, start, end });
      return part ? block.text.slice(part.from, part.to) : '';
    })
    .join('');
}

/** Compares only where the index is younger than the answer. */
export function useStanding(source: OpenSource, document: Document | null): Standing {
  const { client } = useSession();
  const { span, quote, writtenAtMs } = source;
  const indexedAtMs = document?.indexedAtMs ?? null;
  const doubtful = span !== null && quote !== null && writtenAtMs !== null && indexedAtMs !== null && indexedAtMs > writtenAtMs;
  const [found, setFound] = useState<{ span: OpenSource['span']; indexedAtMs: number; standing: Standing } | null>(null);
  useEffect(() => {
    if (!doubtful) return undefined;
    const controller = new AbortController();
    wordsAt(client.engine, span, controller.signal).then(
      (words) => setFound({ span, indexedAtMs, standing: withoutBlanks(words) === withoutBlanks(quote) ? 'stands' : 'moved' }),
      // Nothing is marked that could not be compared.
      () => !controller.signal.aborted && setFound({ span, indexedAtMs, standing: 'moved' }),
    );
    return () => controller.abort();
  }, [client, doubtful, span, quote, indexedAtMs]);
  if (!document) return 'unknown';
  if (!doubtful) return 'stands';
  return found?.span === span && found.indexedAtMs === indexedAtMs ? found.standing : 'unknown';
}
