import type { ListItem, Nodes, Parents, Root } from 'mdast';
import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import type { HeadingTrail } from '../heading-trail.ts';
import { htmlBlocks } from '../html/html-blocks.ts';
import { nodeText } from './node-text.ts';

const MAX_DEPTH = 100;

interface Lines {
  lineStart: number;
  lineEnd: number;
}

interface Place {
  trail: HeadingTrail;
  /** Added to the tree's own line numbers. */
  linesBefore: number;
  /** Lines of the tree after this one are stand-ins, not the file's. */
  lastLine: number;
  listDepth: number;
  depth: number;
  /** What a paragraph here is. */
  kind: 'paragraph' | 'list-item' | 'quote' | 'footnote';
}

/** The blocks of a Markdown tree in the order of the file. */
export function treeBlocks(root: Root, trail: HeadingTrail, linesBefore: number, lineCount: number): ReadBlock[] {
  const blocks: ReadBlock[] = [];
  visit(root, { trail, linesBefore, lastLine: lineCount, listDepth: 0, depth: 0, kind: 'paragraph' }, blocks);
  return blocks;
}

function visit(parent: Parents, place: Place, blocks: ReadBlock[]): void {
  if (place.depth > MAX_DEPTH) return;
  for (const node of parent.children) {
    const start = node.position?.start.line ?? 1;
    if (start > place.lastLine) return;
    const end = Math.min(node.position?.end.line ?? start, place.lastLine);
    const lines = { lineStart: place.linesBefore + start, lineEnd: place.linesBefore + end };
    visitNode(node, { ...place, depth: place.depth + 1 }, lines, blocks);
  }
}

function visitNode(node: Nodes, place: Place, lines: Lines, blocks: ReadBlock[]): void {
  const { trail } = place;
  switch (node.type) {
    case 'heading': {
      const text = nodeText(node).trim();
      blocks.push(block({ kind: 'heading', level: node.depth, text, headingPath: trail.enter(node.depth, text), ...lines }));
      return;
    }
    case 'paragraph': {
      const level = place.kind === 'list-item' ? place.listDepth : null;
      blocks.push(block({ kind: place.kind, level, text: nodeText(node).trim(), headingPath: trail.path, ...lines }));
      return;
    }
    case 'code':
      blocks.push(block({ kind: 'code', text: node.value, headingPath: trail.path, ...codeLines(node.value, lines) }));
      return;
    case 'tableRow': {
      const text = node.children.map((cell) => nodeText(cell).trim()).join(' | ');
      if (/[^\s|]/.test(text)) blocks.push(block({ kind: 'table-row', text, headingPath: trail.path, ...lines }));
      return;
    }
    case 'html':
      for (const each of htmlBlocks(node.value, trail)) blocks.push({ ...each, ...lines });
      return;
    case 'listItem':
      visit(withMark(node), { ...place, kind: 'list-item', listDepth: place.listDepth + 1 }, blocks);
      return;
    case 'blockquote':
      visit(node, { ...place, kind: 'quote' }, blocks);
      return;
    case 'footnoteDefinition':
      visit(node, { ...place, kind: 'footnote' }, blocks);
      return;
    default:
      if ('children' in node) visit(node, place, blocks);
  }
}

/** The lines of the code itself, without those of its fences, so that each of its lines can be told. */
function codeLines(code: string, { lineStart, lineEnd }: Lines): Lines {
  const fences = lineEnd - lineStart + 1 - code.split('\n').length;
  return fences === 1 || fences === 2 ? { lineStart: lineStart + 1, lineEnd: lineEnd - (fences - 1) } : { lineStart, lineEnd };
}

/** A task's box is not text in the tree, but the answer to “what is done?” needs it. */
function withMark(item: ListItem): ListItem {
  const first = item.children[0];
  if (typeof item.checked !== 'boolean' || first?.type !== 'paragraph') return item;
  const mark = { type: 'text' as const, value: item.checked ? '[x] ' : '[ ] ' };
  return { ...item, children: [{ ...first, children: [mark, ...first.children] }, ...item.children.slice(1)] };
}
