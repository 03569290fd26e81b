import { HeadingTrail } from '../heading-trail.ts';
import { BlockFlow, type Piece } from '../package/block-flow.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { MathMlText } from './mathml-text.ts';
import { OdfStyles } from './odf-styles.ts';
import { type OdfObject, OdfWalk } from './odf-walk.ts';

const MAX_OBJECTS = 500;
const MAX_ROWS = 200;

/** The formulas and charts inside a document, by the name of their folder in lower case. */
export async function readOdfObjects(zip: BoundedZip, fileName: string): Promise<Map<string, OdfObject>> {
  const objects = new Map<string, OdfObject>();
  for (const part of zip.parts) {
    const folder = /^((?:[^/]+\/)*object[^/]*)\/content\.xml$/.exec(part)?.[1];
    if (folder === undefined || objects.size >= MAX_OBJECTS) continue;
    objects.set(folder, await readObject(zip, part, fileName));
  }
  return objects;
}

async function readObject(zip: BoundedZip, part: string, fileName: string): Promise<OdfObject> {
  const math = new MathMlText();
  const flow = new BlockFlow(new HeadingTrail());
  const walk = new OdfWalk(flow, new OdfStyles(), new Map());
  let isFormula: boolean | undefined;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      isFormula ??= name === 'math';
      if (isFormula) math.open(name);
      else walk.open(name, attributes);
    },
    text: (text) => (isFormula === true ? math.text(text) : walk.text(text)),
    close: (name) => (isFormula === true ? math.close(name) : walk.close(name)),
  });
  return isFormula === true ? { kind: 'formula', text: math.result } : { kind: 'chart', pieces: chartPieces(flow) };
}

/** A chart has its titles as paragraphs and its data as a table. */
function chartPieces(flow: BlockFlow): Piece[] {
  const blocks = flow.take();
  const titles = blocks.filter(({ kind }) => kind !== 'table-row').map(({ text }) => text);
  const rows = blocks.filter(({ kind }) => kind === 'table-row').slice(0, MAX_ROWS);
  const caption: Piece = { kind: 'caption', level: null, text: `Chart: ${titles.slice(0, 10).join(' – ')}` };
  return [...(titles.length > 0 ? [caption] : []), ...rows.map(({ kind, level, text }) => ({ kind, level, text }))];
}
