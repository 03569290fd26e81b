import type { BlockBatch } from '../blocks.ts';
import type { FormatPart } from '../format-reader.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import { nextTurn } from '../next-turn.ts';
import { HtmlWalk } from './html-walk.ts';

const SLICE_CHARS = 64 * 1024;
const MAX_RESTARTS = 8;

/** A whole page on its way into parts: first its title, then its blocks. */
export function htmlParts(html: string, trail: HeadingTrail, signal: AbortSignal | undefined) {
  let page = new HtmlWalk(html, trail);

  async function* walk(batch: BlockBatch): AsyncGenerator<FormatPart> {
    for (let more = true; more;) {
      more = page.advance(SLICE_CHARS);
      batch.add(...page.take());
      if (batch.isFull) yield* batch.take();
      await nextTurn(signal);
    }
    page.finish();
    batch.add(...page.take());
    yield* batch.take();
  }

  return {
    /** Walks as far as a title may stand. */
    async title(): Promise<string | null> {
      while (!page.pastTitle && page.advance(SLICE_CHARS)) await nextTurn(signal);
      return page.title?.slice(0, 300).toWellFormed() ?? null;
    },
    async *blocks(batch: BlockBatch): AsyncGenerator<FormatPart> {
      let rest = html;
      for (let restarts = 0; ; restarts += 1) {
        yield* walk(batch);
        // A `nav` that never closes would hide the rest of the page: go on inside it.
        const from = page.swallowedFrom;
        if (from === undefined || restarts === MAX_RESTARTS) return;
        rest = rest.slice(from);
        page = new HtmlWalk(rest, trail);
      }
    },
  };
}
