import type { Block as AnyBlock, Document as AnyDocument, Inline, List, Table } from '@firecrawl/anydoc';
import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { HeadingTrail } from '../heading-trail.ts';

const MAX_DEPTH = 64;

interface Place {
  trail: HeadingTrail;
  kind: 'paragraph' | 'list-item' | 'quote' | 'footnote';
  listDepth: number;
  depth: number;
}

/** What the native library found, in reading order; notes follow the text. */
export function* legacyBlocks(document: AnyDocument): Generator<ReadBlock> {
  const trail = new HeadingTrail();
  const place: Place = { trail, kind: 'paragraph', listDepth: 0, depth: 0 };
  yield* blocksOf(document.blocks, place);
  for (const note of document.notes) yield* blocksOf(note.blocks, { ...place, kind: 'footnote' });
}

function* blocksOf(blocks: readonly AnyBlock[], place: Place): Generator<ReadBlock> {
  if (place.depth > MAX_DEPTH) return;
  for (const each of blocks) yield* blockOf(each, { ...place, depth: place.depth + 1 });
}

function* blockOf(found: AnyBlock, place: Place): Generator<ReadBlock> {
  const { trail } = place;
  switch (found.kind as string) {
    case 'heading': {
      const text = inlineText(found.content ?? []);
      const level = Math.min(6, Math.max(1, found.level ?? 1));
      if (text !== '') yield block({ kind: 'heading', level, text, headingPath: trail.enter(level, text) });
      return;
    }
    case 'paragraph': {
      const text = inlineText(found.content ?? []);
      const level = place.kind === 'list-item' ? place.listDepth : null;
      if (text !== '') yield block({ kind: place.kind, level, text, headingPath: trail.path });
      return;
    }
    case 'codeBlock':
      yield block({ kind: 'code', text: found.text ?? '', headingPath: trail.path });
      return;
    case 'list':
      if (found.list) yield* listBlocks(found.list, place);
      return;
    case 'table':
      if (found.table) yield* tableBlocks(found.table, place);
      return;
    case 'blockQuote':
      yield* blocksOf(found.blocks ?? [], { ...place, kind: 'quote' });
  }
}

/** The number a person sees stands before the first paragraph of its item. */
function* listBlocks(list: List, place: Place): Generator<ReadBlock> {
  const inside: Place = { ...place, kind: 'list-item', listDepth: place.listDepth + 1 };
  for (const [index, item] of list.items.entries()) {
    let mark = item.markerLabel ?? ((list.marker as string) === 'decimal' ? `${list.start + index}.` : '');
    for (const each of blocksOf(item.blocks, inside)) {
      yield mark === '' || each.kind !== 'list-item' ? each : { ...each, text: `${mark} ${each.text}` };
      mark = '';
    }
  }
}

function* tableBlocks(table: Table, place: Place): Generator<ReadBlock> {
  const { trail } = place;
  const isLayout = (table.kind as string) === 'layout';
  for (const row of table.grid) {
    if (isLayout) {
      for (const slot of row) if (slot.cell) yield* blocksOf(slot.cell.blocks, place);
      continue;
    }
    const cells = row.map((slot) => (slot.cell ? cellText(slot.cell.blocks, place) : ''));
    while (cells.at(-1) === '') cells.pop();
    if (cells.length > 0) yield block({ kind: 'table-row', text: cells.join(' | '), headingPath: trail.path });
  }
}

function cellText(blocks: readonly AnyBlock[], place: Place): string {
  const inside: Place = { ...place, trail: new HeadingTrail() };
  return [...blocksOf(blocks, inside)]
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function inlineText(inlines: readonly Inline[]): string {
  return joined(inlines, 0).trim();
}

function joined(inlines: readonly Inline[], depth: number): string {
  if (depth > MAX_DEPTH) return '';
  return inlines
    .map((inline) => {
      switch (inline.kind as string) {
        case 'text':
          return inline.text ?? '';
        case 'link':
          return joined(inline.content ?? [], depth + 1);
        case 'image':
          return inline.alt ?? '';
        case 'lineBreak':
          return '\n';
        default:
          return '';
      }
    })
    .join('');
}
