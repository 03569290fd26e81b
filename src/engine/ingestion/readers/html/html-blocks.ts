import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import { HtmlWalk } from './html-walk.ts';

/** The blocks of a piece of HTML inside another format. */
export function htmlBlocks(html: string, trail: HeadingTrail): ReadBlock[] {
  const walk = new HtmlWalk(html, trail);
  walk.advance(html.length);
  walk.finish();
  return walk.take();
}
