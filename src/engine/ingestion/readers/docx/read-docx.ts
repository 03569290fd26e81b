import { zipKind } from '../binary-kinds.ts';
import { block, BlockBatch } from '../blocks.ts';
import { extensionOf } from '../format.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { BlockFlow } from '../package/block-flow.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { type DocxParts, docxParts } from '../package/package-parts.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { unsupported } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readDrawings } from './drawings.ts';
import { ListCounter } from './list-counter.ts';
import { readComments, readMargin, readNotes } from './notes.ts';
import { readNumbering } from './numbering.ts';
import { readStyles } from './styles.ts';
import type { WordContext } from './word-context.ts';
import { WordWalk } from './word-walk.ts';

/**
 * Word documents: the body in its order. Headers and footers repeat on every page and are left out, except where
 * nothing else has any text.
 */
export const docxReader: FormatReader = {
  ...readerIdentities.docx,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      const parts = await docxParts(zip, file.name);
      if (parts === undefined) throw unsupported(file.name, kindOf(zip, file));
      const title = await readTitle(zip, 'docProps/core.xml', file.name);
      yield { type: 'begin', format: 'docx', reader: this.reader, readerVersion: this.version, title, pageCount: null };

      const flow = new BlockFlow(new HeadingTrail());
      const walk = new WordWalk(flow, await contextOf(zip, parts, file.name));
      const batch = new BlockBatch();
      let isEmpty = true;
      for await (const _ of readXml(zip, parts.document, file.name, walk)) {
        signal?.throwIfAborted();
        batch.add(...flow.take());
        if (!batch.isFull) continue;
        isEmpty = false;
        yield* batch.take();
      }
      flow.settle();
      batch.add(...flow.take());
      const rest = batch.take();
      yield* rest;
      if (isEmpty && rest.length === 0) yield* marginsOf(zip, parts, file.name);
    } finally {
      zip.close();
    }
  },
};

async function contextOf(zip: BoundedZip, parts: DocxParts, fileName: string): Promise<WordContext> {
  const styles = await readStyles(zip, parts.styles, fileName);
  const lists = await readNumbering(zip, parts.numbering, fileName, styles.listOf);
  const footnotes = await readNotes(zip, parts.footnotes, 'footnote', fileName);
  const endnotes = await readNotes(zip, parts.endnotes, 'endnote', fileName);
  return {
    styles,
    lists: new ListCounter(lists),
    notes: new Map([...footnotes, ...endnotes]),
    comments: await readComments(zip, parts.comments, fileName),
    drawings: await readDrawings(zip, parts.relationships, fileName),
  };
}

async function* marginsOf(zip: BoundedZip, parts: DocxParts, fileName: string): AsyncGenerator<FormatPart> {
  const texts = new Set<string>();
  for (const part of new Set(parts.headersAndFooters)) texts.add(await readMargin(zip, part, fileName));
  const batch = new BlockBatch();
  batch.add(...[...texts].map((text) => block({ kind: 'paragraph', text })));
  yield* batch.take();
}

/** The whole list of parts tells more than the start of the file. */
function kindOf(zip: BoundedZip, file: InputFile): string {
  const names = [...zip.parts].map((part) => ` ${part} `).join('');
  const extension = extensionOf(file.name);
  return zipKind(Buffer.from(names), extension.startsWith('do') ? '' : extension);
}
