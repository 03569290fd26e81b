import type { ContentChunk } from '../../store/contents.ts';
import { type ChunkableBlock, createChunker } from './chunker.ts';

/** All chunks of a document at once; for texts known to be short. Ingestion pushes into a chunker instead. */
export function chunkDocument(blocks: readonly ChunkableBlock[], options: { title: string | null }): ContentChunk[] {
  const chunker = createChunker(options);
  const chunks: ContentChunk[] = [];
  for (const block of blocks) chunks.push(...chunker.push(block));
  chunks.push(...chunker.finish());
  return chunks;
}
