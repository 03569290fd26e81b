import { decodeText } from '../decode-text.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { declaredCharset } from '../html/declared-charset.ts';
import { htmlBlocks } from '../html/html-blocks.ts';
import { pageOf } from '../html/read-mhtml.ts';
import type { Piece } from '../package/block-flow.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import type { Relationship } from '../package/relationships.ts';
import { isAppError } from '../../../../shared/errors.ts';

const MAX_CHUNKS = 100;
const MAX_CHUNK_BYTES = 16 * 1024 * 1024;

/**
 * Web pages inside of a Word document, which Word shows as if they had been typed: programs that turn HTML into Word
 * often write nothing else. By the id of the relationship to them; those of other formats are left out.
 */
export async function readAltChunks(
  zip: BoundedZip,
  relationships: readonly Relationship[],
  fileName: string,
): Promise<{ chunks: Map<string, Piece[]>; isComplete: boolean }> {
  const chunks = new Map<string, Piece[]>();
  let isComplete = true;
  for (const { id, part } of relationships.filter(({ type }) => type === 'aFChunk')) {
    const html = chunks.size < MAX_CHUNKS ? await pageText(zip, part, fileName) : undefined;
    if (html === undefined) isComplete = false;
    else
      chunks.set(
        id,
        htmlBlocks(html, new HeadingTrail()).map(({ kind, level, text }) => ({ kind, level, text })),
      );
  }
  return { chunks, isComplete };
}

async function pageText(zip: BoundedZip, part: string, fileName: string): Promise<string | undefined> {
  const extension = /\.(\w+)$/.exec(part)?.[1]?.toLowerCase() ?? '';
  if (!/^(?:x?html?|mht|mhtml)$/.test(extension)) return undefined;
  const collected: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of zip.inflate(part)) {
    bytes += chunk.length;
    if (bytes > MAX_CHUNK_BYTES) return undefined;
    collected.push(chunk);
  }
  const page = Buffer.concat(collected);
  if (!extension.startsWith('m')) return decodeText(page, declaredCharset(page)).text ?? undefined;
  try {
    return (await pageOf({ name: fileName }, page)).html;
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}
