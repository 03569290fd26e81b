import { pictureText } from '../package/picture-text.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readChart } from '../package/chart-text.ts';
import { readDiagram } from '../package/diagram-text.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { relationshipId } from '../package/relationship-id.ts';
import { readRelationships } from '../package/relationships.ts';
import { MAX_COLUMN, MAX_ROW } from './cell-reference.ts';
import { oneLine } from './row-blocks.ts';

/** Something drawn over a sheet, at the cell under its upper left corner. */
export interface SheetDrawing {
  kind: 'paragraph' | 'caption';
  text: string;
  row: number;
  column: number;
}

const MAX_DRAWINGS = 2_000;

/** Text boxes, titles of charts, diagrams and what pictures are said to show. A chart's figures stand in the cells, the names of its series may not. */
export async function readSheetDrawings(zip: BoundedZip, part: string, fileName: string): Promise<SheetDrawing[]> {
  const parts = new Map((await readRelationships(zip, part, fileName)).map((link) => [link.id, link.part]));
  const drawings: (SheetDrawing & { linkedPart?: string })[] = [];
  let anchor = { row: 1, column: 1 };
  let paragraph = '';
  let taking: 'row' | 'column' | 'text' | undefined;
  let digits = '';
  let inFrom = false;
  let isSkipping = false;
  const add = (kind: SheetDrawing['kind'], text: string, linkedPart?: string): void => {
    if (drawings.length < MAX_DRAWINGS && (text !== '' || linkedPart !== undefined)) {
      drawings.push({ kind, text, ...anchor, ...(linkedPart === undefined ? {} : { linkedPart }) });
    }
  };
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes, written) => {
      if (name === 'Fallback') isSkipping = true;
      if (isSkipping) return;
      if (name.endsWith('Anchor')) anchor = { row: 1, column: 1 };
      else if (name === 'from') inFrom = true;
      else if (inFrom && (name === 'row' || name === 'col')) {
        taking = name === 'row' ? 'row' : 'column';
        digits = '';
      } else if (name === 'p') paragraph = '';
      else if (name === 't') taking = 'text';
      else if (name === 'br') paragraph += ' ';
      else if (name === 'cNvPr') add('caption', pictureText(attributes['descr']));
      else if (name === 'chart') add('caption', '', parts.get(relationshipId(written) ?? ''));
      else if (name === 'relIds') add('paragraph', '', parts.get(Object.entries(written).find(([key]) => key.endsWith(':dm'))?.[1] ?? ''));
    },
    close: (name) => {
      if (name === 'Fallback') isSkipping = false;
      if (isSkipping) return;
      if (name === 'from') inFrom = false;
      if (name === 'row' || name === 'col') {
        const at = Math.min(Math.max(0, Number(digits) || 0) + 1, name === 'row' ? MAX_ROW : MAX_COLUMN);
        if (taking === 'row') anchor.row = at;
        else if (taking === 'column') anchor.column = at;
      }
      if (name === 'p') add('paragraph', oneLine(paragraph));
      if (name === 't' || name === 'row' || name === 'col') taking = undefined;
    },
    text: (text) => {
      if (isSkipping) return;
      if (taking === 'text') paragraph += text;
      else if (taking !== undefined) digits += text.slice(0, 10);
    },
  });
  const found: SheetDrawing[] = [];
  for (const { linkedPart, ...drawing } of drawings) {
    if (linkedPart === undefined) found.push(drawing);
    else if (zip.has(linkedPart)) found.push(...(await linkedTexts(zip, linkedPart, fileName, drawing)));
  }
  return found;
}

async function linkedTexts(zip: BoundedZip, part: string, fileName: string, drawing: SheetDrawing): Promise<SheetDrawing[]> {
  const pieces = drawing.kind === 'caption' ? await readChart(zip, part, fileName) : await readDiagram(zip, part, fileName);
  const wanted = drawing.kind === 'caption' ? pieces.filter(({ kind, level }) => kind === 'caption' || level === 1) : pieces;
  return wanted.map(({ text }) => ({ ...drawing, text: text.replace(/^[| ]+/, '') }));
}
