import type { BoundedZip } from './bounded-zip.ts';
import type { Piece } from './block-flow.ts';
import { readXmlWhole } from './read-xml.ts';

const MAX_POINTS = 1_000;
const MAX_TEXT_CHARS = 5_000;
const MAX_LEVEL = 9;

interface Point {
  text: string;
  children: { id: string; order: number }[];
}

/** The texts of a SmartArt diagram as the items of a list, in the order and depth its tree has. */
export async function readDiagram(zip: BoundedZip, part: string, fileName: string): Promise<Piece[]> {
  const points = new Map<string, Point>();
  const children = new Set<string>();
  let point: Point | undefined;
  let isText = false;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === 'pt' && points.size < MAX_POINTS) {
        point = { text: '', children: [] };
        // Only the diagram's own points hold what a person wrote; the others lay it out.
        if (/^(?:node|doc|asst|)$/.test(attributes['type'] ?? '')) points.set(attributes['modelId'] ?? '', point);
      } else if (name === 'p' && point !== undefined && point.text !== '') {
        point.text += ' ';
      } else if (name === 't') {
        isText = true;
      } else if (name === 'cxn' && (attributes['type'] ?? 'parOf') === 'parOf') {
        const [from, to] = [attributes['srcId'] ?? '', attributes['destId'] ?? ''];
        const parent = points.get(from);
        if (parent === undefined || parent.children.length >= MAX_POINTS) return;
        parent.children.push({ id: to, order: Number(attributes['srcOrd'] ?? 0) });
        children.add(to);
      }
    },
    text: (text) => {
      if (isText && point !== undefined && point.text.length < MAX_TEXT_CHARS) point.text += text;
    },
    close: (name) => {
      if (name === 'pt') point = undefined;
      else if (name === 't') isText = false;
    },
  });
  const pieces: Piece[] = [];
  const open = [...points.keys()].filter((id) => !children.has(id)).map((id) => ({ id, level: 0 }));
  const seen = new Set<string>();
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const { id, level } = next;
    const current = points.get(id);
    if (current === undefined || seen.has(id)) continue;
    seen.add(id);
    const text = current.text.replace(/\s+/g, ' ').trim();
    if (text !== '') pieces.push({ kind: 'list-item', level: Math.min(Math.max(level, 1), MAX_LEVEL), text });
    const below = current.children.toSorted((a, b) => a.order - b.order).map((child) => ({ id: child.id, level: level + 1 }));
    open.unshift(...below);
  }
  return pieces;
}
