import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { textOfFile } from '../text/text-of-file.ts';
import { readerIdentities } from '../reader-identities.ts';
import { declaredCharset } from './declared-charset.ts';
import { HtmlWalk } from './html-walk.ts';

const SLICE_CHARS = 64 * 1024;
const MAX_RESTARTS = 8;

/** Web pages: the text a person sees, with headings, lists, table rows and preformatted blocks. */
export const htmlReader: FormatReader = {
  ...readerIdentities.html,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { text, warnings } = await textOfFile(file, signal, declaredCharset);
    const trail = new HeadingTrail();
    let page = new HtmlWalk(text, trail);
    while (!page.pastTitle && page.advance(SLICE_CHARS)) await nextTurn(signal);
    const title = page.title?.slice(0, 300).toWellFormed() ?? null;
    yield { type: 'begin', format: 'html', reader: this.reader, readerVersion: this.version, title, pageCount: null };
    yield* warnings;

    let html = text;
    for (let restarts = 0; ; restarts += 1) {
      yield* walk(page, signal);
      // A `nav` that never closes would hide the rest of the page: go on inside it.
      const from = page.swallowedFrom;
      if (from === undefined || restarts === MAX_RESTARTS) return;
      html = html.slice(from);
      page = new HtmlWalk(html, trail);
    }
  },
};

async function* walk(page: HtmlWalk, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
  const batch = new BlockBatch();
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
