import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { readRelationships } from '../package/relationships.ts';
import { cellReference } from './cell-reference.ts';
import { type CellNote, readSheetComments } from './sheet-comments.ts';
import { readSheetDrawings, type SheetDrawing } from './sheet-drawings.ts';

/** What belongs to a sheet but stands in parts of its own. */
export interface SheetExtras {
  /** Names of the tables that are marked out in the sheet, at their first cell. */
  tables: CellNote[];
  notes: CellNote[];
  drawings: SheetDrawing[];
}

const MAX_TABLES = 1_000;

export async function readSheetExtras(
  zip: BoundedZip,
  sheetPart: string,
  persons: ReadonlyMap<string, string>,
  fileName: string,
): Promise<SheetExtras> {
  const links = (await readRelationships(zip, sheetPart, fileName)).filter((link) => zip.has(link.part));
  const tables: CellNote[] = [];
  for (const link of links.filter(({ type }) => type === 'table').slice(0, MAX_TABLES)) {
    await readXmlWhole(zip, link.part, fileName, {
      open: (name, { displayName, name: plainName, ref = '' }) => {
        const title = displayName ?? plainName;
        if (name !== 'table' || title === undefined || title === '') return;
        const { row = 1, column = 1 } = cellReference(ref);
        tables.push({ row, column, text: `Table: ${title}` });
      },
    });
  }
  const notes = await readSheetComments(zip, links, persons, fileName);
  const drawings: SheetDrawing[] = [];
  for (const link of links.filter(({ type }) => type === 'drawing')) drawings.push(...(await readSheetDrawings(zip, link.part, fileName)));
  return { tables, notes, drawings };
}
