import { isAppError } from '../../../../shared/errors.ts';
import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml } from '../package/read-xml.ts';
import { corrupt } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { CellBudget, cellsWarning } from './cell-budget.ts';
import { type FormatOfStyle, readCellStyles } from './cell-styles.ts';
import { readSharedStrings } from './shared-strings.ts';
import { SheetBlocks } from './sheet-blocks.ts';
import { readPersons } from './sheet-comments.ts';
import { readSheetExtras } from './sheet-extras.ts';
import { SheetWalk } from './sheet-walk.ts';
import { readWorkbook, type WorkbookSheet } from './workbook.ts';

/** What all sheets of a workbook share. */
interface Shared {
  zip: BoundedZip;
  fileName: string;
  signal: AbortSignal | undefined;
  strings: readonly string[];
  formatOf: FormatOfStyle;
  is1904: boolean;
  budget: CellBudget;
  persons: ReadonlyMap<string, string>;
}

/** Excel workbooks: each sheet's rows as they are shown, comments at their cells, texts drawn over it. No formula runs, no link is followed. */
export const xlsxReader: FormatReader = {
  ...readerIdentities.xlsx,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      const workbook = await readWorkbook(zip, file.name);
      if (workbook === undefined) throw corrupt(file.name, 'it is packed like an Excel workbook, but holds none');
      const title = await readTitle(zip, 'docProps/core.xml', file.name);
      yield { type: 'begin', format: 'xlsx', reader: this.reader, readerVersion: this.version, title, pageCount: null };

      const part = (wanted: string): string | undefined => workbook.links.find(({ type }) => type === wanted)?.part;
      const { strings, isWhole } = await readSharedStrings(zip, part('sharedStrings'), file.name, signal);
      if (!isWhole) yield { type: 'warning', message: 'The workbook holds more text than is read; some cells are left out.' };
      const formatOf = await readCellStyles(zip, part('styles'), file.name);
      const persons = await readPersons(zip, part('person'), file.name);
      const budget = new CellBudget();
      const shared: Shared = { zip, fileName: file.name, signal, strings, formatOf, is1904: workbook.is1904, budget, persons };
      for (const sheet of workbook.sheets) {
        signal?.throwIfAborted();
        yield* readSheet(sheet, shared);
        if (!budget.isSpent) continue;
        yield { type: 'warning', message: cellsWarning };
        break;
      }
    } finally {
      zip.close();
    }
  },
};

async function* readSheet(sheet: WorkbookSheet, shared: Shared): AsyncGenerator<FormatPart> {
  const { zip, fileName, signal, budget } = shared;
  const { tables, notes, drawings } = await readSheetExtras(zip, sheet.part, shared.persons, fileName);
  const blocks = new SheetBlocks(sheet.name, sheet.isHidden, notes, tables);
  const walk = new SheetWalk(shared);
  const batch = new BlockBatch();
  let hasRows = false;
  try {
    for await (const _ of readXml(zip, sheet.part, fileName, walk)) {
      signal?.throwIfAborted();
      for (const { row, cells } of walk.take()) {
        hasRows = true;
        batch.add(...blocks.row(row, cells));
        if (batch.isFull) yield* batch.take();
      }
      if (budget.isSpent) break;
    }
  } catch (error) {
    if (!hasRows || !isAppError(error) || error.code !== 'read-too-large') throw error;
    yield { type: 'warning', message: `Only the first rows of the sheet “${sheet.name}” were read: it is too large.` };
  }
  for (const { row, cells } of [...walk.take(), ...walk.takeOpen()]) batch.add(...blocks.row(row, cells));
  batch.add(...blocks.rest());
  for (const { kind, ...place } of drawings) batch.add(...blocks.at(kind, place));
  yield* batch.take();
}
