import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { BlockBatch } from '../blocks.ts';
import { decodeText } from '../decode-text.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { declaredCharset } from '../html/declared-charset.ts';
import { HtmlWalk } from '../html/html-walk.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { readOptional } from '../package/read-optional.ts';
import { encrypted } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readerLimits } from '../reader-limits.ts';
import { Chapters } from './chapters.ts';
import { readContents } from './contents.ts';
import { isProtected } from './encryption.ts';
import { readEpubPackage } from './epub-package.ts';

const SLICE_CHARS = 64 * 1024;

/** Books: the chapters in reading order, read as the web pages they are made of. Nothing outside of the book is opened. */
export const epubReader: FormatReader = {
  ...readerIdentities.epub,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      const book = await readEpubPackage(zip, file.name);
      if (await isProtected(zip, book.spine, file.name)) throw encrypted(file.name);
      yield { type: 'begin', format: 'epub', reader: this.reader, readerVersion: this.version, title: book.title, pageCount: null };
      const warnings: string[] = [];
      const chapters = new Chapters(await readOptional(() => readContents(zip, book, file.name), [], 'Its table of contents', warnings));
      for (const message of warnings) yield { type: 'warning', message };
      const batch = new BlockBatch();
      let unreadable = 0;
      for (const part of book.spine) {
        const html = await readOptional(() => partText(zip, part), undefined, 'A chapter', []);
        if (html === undefined) {
          unreadable += 1;
          continue;
        }
        for await (const blocks of chapterBlocks(html, part, chapters, signal)) {
          batch.add(...blocks);
          if (batch.isFull) yield* batch.take();
        }
      }
      yield* batch.take();
      if (unreadable > 0) {
        const message = `${unreadable} of the ${book.spine.length} pages of this book could not be read: damaged, too large, or no text.`;
        yield { type: 'warning', message };
      }
    } finally {
      zip.close();
    }
  },
};

async function partText(zip: BoundedZip, part: string): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of zip.inflate(part)) {
    bytes += chunk.length;
    if (bytes > readerLimits.textBytes) return undefined;
    chunks.push(chunk);
  }
  const page = Buffer.concat(chunks);
  const { text } = decodeText(page, declaredCharset(page));
  return text === null ? undefined : withoutEmptyElements(text);
}

/** XML may close an element where it opens (`<title/>`); a reader of web pages would wait for its end. */
function withoutEmptyElements(html: string): string {
  return html.replace(
    /<(script|style|title|template|noscript|iframe|object|canvas|select|nav|dialog|a|p|div|td|th|li|span)\b([^<>]*)\/>/gi,
    '<$1$2></$1>',
  );
}

async function* chapterBlocks(
  html: string,
  part: string,
  chapters: Chapters,
  signal: AbortSignal | undefined,
): AsyncGenerator<ReadBlock[]> {
  const trail = new HeadingTrail();
  const walk = new HtmlWalk(html, trail);
  let isBegun = false;
  for (let more = true; more;) {
    more = walk.advance(SLICE_CHARS);
    if (!more) walk.finish();
    const found = walk.take().filter(({ text }) => text.trim() !== '');
    if (found.length > 0 && !isBegun) {
      isBegun = true;
      chapters.enterPart(part, walk.title);
    }
    yield found.map((each) => ({ ...each, locator: { kind: 'chapter', ...chapters.chapterOf(each) } }));
    await nextTurn(signal);
  }
}
