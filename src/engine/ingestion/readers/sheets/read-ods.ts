import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { readOdfObjects } from '../odf-text/odf-objects.ts';
import { openOdf } from '../package/open-odf.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { readerIdentities } from '../reader-identities.ts';
import { CellBudget, cellsWarning } from './cell-budget.ts';
import { OdsWalk } from './ods-walk.ts';
import { SheetBlocks } from './sheet-blocks.ts';

/** OpenDocument spreadsheets: each sheet's rows with the texts their cells showed last, comments and drawings at their cells. */
export const odsReader: FormatReader = {
  ...readerIdentities.ods,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await openOdf(file, signal);
    try {
      const title = await readTitle(zip, 'meta.xml', file.name);
      yield { type: 'begin', format: 'ods', reader: this.reader, readerVersion: this.version, title, pageCount: null };
      const budget = new CellBudget();
      const walk = new OdsWalk(budget, await readOdfObjects(zip, file.name));
      const batch = new BlockBatch();
      let sheet = new SheetBlocks('', false);
      let isCut = false;
      const steps = readXml(zip, 'content.xml', file.name, walk);
      for (let isDone = false; !isDone && !budget.isSpent;) {
        isDone = (await steps.next()).done === true;
        signal?.throwIfAborted();
        for (const item of walk.take()) {
          if (item.type === 'sheet') sheet = new SheetBlocks(item.name, item.isHidden);
          else if (item.type === 'row') batch.add(...sheet.row(item.row, item.cells));
          else if (item.type === 'cut') isCut = true;
          else batch.add(...sheet.at(item.type === 'note' ? 'footnote' : 'paragraph', item));
          if (batch.isFull) yield* batch.take();
        }
      }
      yield* batch.take();
      if (budget.isSpent) yield { type: 'warning', message: cellsWarning };
      else if (isCut) yield { type: 'warning', message: 'A value that fills thousands of cells was read for the first of them only.' };
    } finally {
      zip.close();
    }
  },
};
