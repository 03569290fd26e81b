import { BlockBatch } from '../blocks.ts';
import { extensionOf } from '../format.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { readerIdentities } from '../reader-identities.ts';
import { CellBudget, cellsWarning } from '../sheets/cell-budget.ts';
import { rowBlocks } from '../sheets/row-blocks.ts';
import { textOfFile } from '../text/text-of-file.ts';
import { csvRecords } from './csv-records.ts';
import { detectDelimiter } from './delimiter.ts';

const SLICE_CHARS = 64 * 1024;

/** Tables of delimited text, record by record; rows count as a spreadsheet would show them, blank ones too. */
export const csvReader: FormatReader = {
  ...readerIdentities.csv,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const { text, warnings } = await textOfFile(file, signal);
    yield { type: 'begin', format: 'csv', reader: this.reader, readerVersion: this.version, title: null, pageCount: null };
    yield* warnings;

    const extension = extensionOf(file.name);
    const sheet = extension === '' ? file.name : file.name.slice(0, -extension.length - 1);
    const delimiter = detectDelimiter(text, extension === 'tsv' || extension === 'tab' ? '\t' : ',');
    const batch = new BlockBatch();
    const budget = new CellBudget();
    let row = delimiter.isDeclared ? -1 : 0;
    let turnAt = SLICE_CHARS;
    for (const { fields, lineStart, lineEnd, end } of csvRecords(text, delimiter.char)) {
      row += 1;
      if (row === 0) continue;
      const cells = fields
        .map((field, index) => ({ column: index + 1, text: field }))
        .filter((cell) => cell.text.trim() !== '' && budget.take());
      batch.add(...rowBlocks({ sheet, row, headingPath: [sheet], lineStart, lineEnd }, cells));
      if (batch.isFull) yield* batch.take();
      if (budget.isSpent) break;
      if (end < turnAt) continue;
      turnAt = end + SLICE_CHARS;
      await nextTurn(signal);
    }
    if (budget.isSpent) yield { type: 'warning', message: cellsWarning };
    yield* batch.take();
  },
};
