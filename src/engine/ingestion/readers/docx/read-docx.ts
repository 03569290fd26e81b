import { zipKind } from '../binary-kinds.ts';
import { block, BlockBatch } from '../blocks.ts';
import { extensionOf } from '../format.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { BlockFlow } from '../package/block-flow.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { type DocxParts, docxParts } from '../package/package-parts.ts';
import { readOptional } from '../package/read-optional.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { streamBlocks } from '../package/stream-blocks.ts';
import { unsupported } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readAltChunks } from './alt-chunks.ts';
import { readDrawings } from './drawings.ts';
import { ListCounter } from './list-counter.ts';
import { readComments, readMargin, readNotes } from './notes.ts';
import { readNumbering } from './numbering.ts';
import { plainStyles, readStyles } from './styles.ts';
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
      const title = await readOptional(() => readTitle(zip, 'docProps/core.xml', file.name), null, 'Its title', []);
      yield { type: 'begin', format: 'docx', reader: this.reader, readerVersion: this.version, title, pageCount: null };

      const warnings: string[] = [];
      const flow = new BlockFlow(new HeadingTrail());
      const walk = new WordWalk(flow, await contextOf(zip, parts, file.name, warnings));
      for (const message of warnings) yield { type: 'warning', message };
      let isEmpty = true;
      for await (const part of streamBlocks(readXml(zip, parts.document, file.name, walk), flow, signal)) {
        isEmpty = false;
        yield part;
      }
      if (isEmpty) yield* marginsOf(zip, parts, file.name);
    } finally {
      zip.close();
    }
  },
};

async function contextOf(zip: BoundedZip, parts: DocxParts, fileName: string, warnings: string[]): Promise<WordContext> {
  const styles = await readOptional(() => readStyles(zip, parts.styles, fileName), plainStyles, 'Its styles', warnings);
  const lists = await readOptional(
    () => readNumbering(zip, parts.numbering, fileName, styles.listOf),
    new Map(),
    'The numbers of its lists',
    warnings,
  );
  const noNotes = new Map<string, string>();
  const footnotes = await readOptional(() => readNotes(zip, parts.footnotes, 'footnote', fileName), noNotes, 'Its footnotes', warnings);
  const endnotes = await readOptional(() => readNotes(zip, parts.endnotes, 'endnote', fileName), noNotes, 'Its endnotes', warnings);
  const comments = await readOptional(() => readComments(zip, parts.comments, fileName), new Map(), 'Its comments', warnings);
  const drawings = await readOptional(() => readDrawings(zip, parts.relationships, fileName), new Map(), 'Its charts', warnings);
  const pages = await readOptional(
    () => readAltChunks(zip, parts.relationships, fileName),
    { chunks: new Map(), isComplete: true },
    'A page inside it',
    warnings,
  );
  if (!pages.isComplete) warnings.push('A document of another kind that stands inside this one was not read.');
  return {
    styles,
    lists: new ListCounter(lists),
    notes: new Map([...footnotes, ...endnotes]),
    comments,
    drawings: new Map([...drawings, ...pages.chunks]),
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
