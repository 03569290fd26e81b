import type { ReadBlock } from '../../../shared/contract/reader.ts';

type Block = Pick<ReadBlock, 'headingPath' | 'locator'>;

/** True for what belongs together whatever headings it has: a slide. */
export function standsWhole({ locator }: Block): boolean {
  return locator?.kind === 'slide';
}

/**
 * Blocks with different keys never share a chunk: another slide, another message, what a mail quotes, another chapter,
 * another heading. The body of a mail goes with its header.
 */
export function sectionKey({ headingPath, locator }: Block): string {
  if (locator?.kind === 'slide') return `slide ${locator.slide}`;
  const path = JSON.stringify(headingPath);
  if (locator?.kind === 'message') return `message ${locator.message} ${locator.part === 'quoted' ? 'quoted' : ''} ${path}`;
  if (locator?.kind === 'chapter') return `chapter ${locator.chapter} ${path}`;
  return path;
}
