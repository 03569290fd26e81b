import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { textOfFile } from '../text/text-of-file.ts';
import { readerIdentities } from '../reader-identities.ts';
import { declaredCharset } from './declared-charset.ts';
import { htmlParts } from './html-parts.ts';

/** Web pages: the text a person sees, with headings, lists, table rows and preformatted blocks. */
export const htmlReader: FormatReader = {
  ...readerIdentities.html,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { text, warnings } = await textOfFile(file, signal, declaredCharset);
    const parts = htmlParts(text, new HeadingTrail(), signal);
    const title = await parts.title();
    yield { type: 'begin', format: 'html', reader: this.reader, readerVersion: this.version, title, pageCount: null };
    yield* warnings;
    yield* parts.blocks(new BlockBatch());
  },
};
