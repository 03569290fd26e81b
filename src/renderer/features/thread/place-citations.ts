import type { Nodes, Parents, Root, Text } from 'mdast';

/** A mark to stand in the text: `offset` counts in the Markdown as written, `index` is handed back on rendering. */
export interface Mark {
  readonly offset: number;
  readonly index: number;
}

interface Leaf {
  readonly node: Nodes;
  readonly start: number;
  readonly end: number;
  /** Outermost first; the last one holds the leaf. */
  readonly parents: readonly Parents[];
}

const phrasing = new Set(['strong', 'emphasis', 'delete', 'link', 'linkReference']);

/** What a mark becomes. Raw HTML is never let through, so `sup` can only come from here. */
const markNode = (index: number) =>
  ({ type: 'text', value: '', data: { hName: 'sup', hProperties: { dataMark: String(index) } } }) as unknown as Text;

function leavesOf(node: Nodes, parents: readonly Parents[], found: Leaf[]): Leaf[] {
  if ('children' in node && node.children.length > 0) {
    for (const child of node.children) leavesOf(child, [...parents, node], found);
  } else if (node.position?.start.offset !== undefined && node.position.end.offset !== undefined && parents.length > 0) {
    found.push({ node, start: node.position.start.offset, end: node.position.end.offset, parents });
  }
  return found;
}

/**
 * Where `offset` of the source lies in a text node's value. The two differ by escapes, entities and
 * line prefixes, which the source has and the value has not.
 */
export function offsetInValue(value: string, source: string, offset: number): number {
  if (value === source) return offset;
  let inValue = 0;
  let inSource = 0;
  while (inSource < offset && inValue < value.length) {
    if (source[inSource] === value[inValue]) {
      inValue += 1;
    } else if (source[inSource] === '&') {
      const end = source.indexOf(';', inSource);
      if (end !== -1) {
        inSource = end;
        inValue += 1;
      }
    }
    inSource += 1;
  }
  return inValue;
}

function insertAfter(parents: readonly Parents[], node: Nodes, inserted: Nodes, end: number): void {
  let at = parents.length - 1;
  let anchor = node;
  while (at > 0 && phrasing.has(parents[at]?.type ?? '') && (parents[at]?.position?.end.offset ?? 0) <= end + 4) {
    anchor = parents[at] ?? node;
    at -= 1;
  }
  const parent = parents[at];
  if (!parent) return;
  const children = parent.children as Nodes[];
  const index = children.indexOf(anchor);
  const isBlock = anchor.type === 'code' || anchor.type === 'thematicBreak';
  children.splice(index + 1, 0, isBlock ? { type: 'paragraph', children: [inserted as Text] } : inserted);
}

function place(root: Root, source: string, mark: Mark): void {
  const leaves = leavesOf(root, [], []);
  const leaf = leaves.findLast(({ start, node }) => start < mark.offset && node.type !== 'definition') ?? leaves[0];
  if (!leaf) return;
  const { node, start, end, parents } = leaf;
  const parent = parents.at(-1);
  if (node.type === 'text' && mark.offset < end && parent) {
    const at = offsetInValue(node.value, source.slice(start, end), mark.offset - start);
    const children = parent.children as Nodes[];
    const left = { ...node, value: node.value.slice(0, at), position: shifted(node, { end: mark.offset }) } as Text;
    const right = { ...node, value: node.value.slice(at), position: shifted(node, { start: mark.offset }) } as Text;
    children.splice(children.indexOf(node), 1, left, markNode(mark.index), ...(right.value === '' ? [] : [right]));
    return;
  }
  insertAfter(parents, node, markNode(mark.index), Math.max(end, mark.offset));
}

function shifted(node: Text, to: { start?: number; end?: number }): Text['position'] {
  const { position } = node;
  if (!position) return undefined;
  return {
    start: to.start === undefined ? position.start : { ...position.start, offset: to.start },
    end: to.end === undefined ? position.end : { ...position.end, offset: to.end },
  };
}

/** A remark plugin that puts marks into the tree, so that they cannot disturb how the text is parsed. */
export function placeCitations({ source, marks }: { source: string; marks: readonly Mark[] }) {
  return (root: Root): void => {
    // From the end, so that what is split keeps its offsets; equal offsets keep their order.
    for (const mark of marks.toSorted((a, b) => b.offset - a.offset || b.index - a.index)) place(root, source, mark);
  };
}
