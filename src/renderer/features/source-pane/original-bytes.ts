import type { EngineClient } from '../../client/client.ts';

const rangeBytes = 4 * 1024 * 1024;

/** A document's original, all of it. Fails with `document-changed` when it is no longer the indexed version. */
export async function originalBytes(engine: EngineClient, documentId: number, signal: AbortSignal): Promise<Blob> {
  const parts: Blob[] = [];
  for (let start = 0; ; start += rangeBytes) {
    const { totalBytes, bytes } = await engine.documents.bytes({ documentId, start, end: start + rangeBytes }, { signal });
    parts.push(bytes);
    if (start + rangeBytes >= totalBytes) return new Blob(parts);
  }
}
