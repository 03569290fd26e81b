import { zipKind } from '../binary-kinds.ts';
import { BlockBatch } from '../blocks.ts';
import { extensionOf } from '../format.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { unsupported } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { readNotes } from './notes.ts';
import { docxParts } from '../package/package-parts.ts';
import { readXml, readXmlWhole } from '../package/read-xml.ts';
import { readStyles } from './styles.ts';
import { WordWalk } from './word-walk.ts';

/** Word documents: the body in its order, footnotes after what refers to them; no headers, footers or comments. */
export const docxReader: FormatReader = {
  ...readerIdentities.docx,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      const parts = await docxParts(zip, file.name);
      if (parts === undefined) throw unsupported(file.name, kindOf(zip, file));
      const title = await titleOf(zip, file.name);
      yield { type: 'begin', format: 'docx', reader: this.reader, readerVersion: this.version, title, pageCount: null };

      const styleOf = await readStyles(zip, parts.styles, file.name);
      const notes = new Map([
        ...(await readNotes(zip, parts.footnotes, 'footnote', file.name)),
        ...(await readNotes(zip, parts.endnotes, 'endnote', file.name)),
      ]);
      const walk = new WordWalk(new HeadingTrail(), styleOf, notes);
      const batch = new BlockBatch();
      for await (const _ of readXml(zip, parts.document, file.name, walk)) {
        signal?.throwIfAborted();
        batch.add(...walk.take());
        if (batch.isFull) yield* batch.take();
      }
      batch.add(...walk.take());
      yield* batch.take();
    } finally {
      zip.close();
    }
  },
};

/** The whole list of parts tells more than the start of the file. */
function kindOf(zip: BoundedZip, file: InputFile): string {
  const names = [...zip.parts].map((part) => ` ${part} `).join('');
  const extension = extensionOf(file.name);
  return zipKind(Buffer.from(names), extension.startsWith('do') ? '' : extension);
}

async function titleOf(zip: BoundedZip, fileName: string): Promise<string | null> {
  let title = '';
  let inTitle = false;
  await readXmlWhole(zip, 'docProps/core.xml', fileName, {
    open: (name) => (inTitle = name === 'title'),
    close: () => (inTitle = false),
    text: (text) => {
      if (inTitle && title.length < 300) title += text;
    },
  });
  const tidy = title.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
  return tidy === '' ? null : tidy;
}
