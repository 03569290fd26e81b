import PostalMime from 'postal-mime';
import { BlockBatch } from '../blocks.ts';
import { decodeText } from '../decode-text.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { corrupt, unsupported } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readerLimits } from '../reader-limits.ts';
import { declaredCharset } from './declared-charset.ts';
import { htmlParts } from './html-parts.ts';
import { mainPart } from './mhtml-parts.ts';

/** Saved web pages (MHTML): the page itself, without its frames, pictures and styles. */
export const mhtmlReader: FormatReader = {
  ...readerIdentities.mhtml,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { html, subject } = await pageOf(file, await file.bytes(signal));
    await nextTurn(signal);
    const parts = htmlParts(html.slice(0, readerLimits.textBytes), new HeadingTrail(), signal);
    const title = (await parts.title()) ?? subject;
    yield { type: 'begin', format: 'mhtml', reader: this.reader, readerVersion: this.version, title, pageCount: null };
    if (html.length > readerLimits.textBytes)
      yield { type: 'warning', message: 'Only the first part of the page was read: it is very long.' };
    yield* parts.blocks(new BlockBatch());
  },
};

/** The page of a saved web page. Errors: `read-corrupt`, `read-unsupported`. */
export async function pageOf(file: Pick<InputFile, 'name'>, bytes: Buffer): Promise<{ html: string; subject: string | null }> {
  const found = mainPart(bytes);
  if (found === undefined) throw corrupt(file.name, 'it holds no web page');
  try {
    // An attachment's bytes come back as they are, so that the page's own word on its encoding counts.
    const { attachments } = await PostalMime.parse(Buffer.concat([Buffer.from('Content-Disposition: attachment\r\n'), found.part]), {
      maxNestingDepth: 1,
      maxHeadersSize: readerLimits.mailHeaderBytes,
    });
    const content = attachments[0]?.content;
    const page = content === undefined || typeof content === 'string' ? Buffer.from(content ?? '') : Buffer.from(content as Uint8Array);
    const decoded = decodeText(page, found.charset ?? declaredCharset(page));
    if (decoded.text === null) throw unsupported(file.name, 'a saved page of a kind that is not text');
    return { html: decoded.text, subject: found.subject };
  } catch (error) {
    if (error instanceof TypeError || !(error instanceof Error) || 'code' in error) throw error;
    throw corrupt(file.name, 'the page in it cannot be unpacked', error);
  }
}
