import type { Nodes } from 'mdast';

const MAX_DEPTH = 64;

/** What a reader sees of an inline tree: marks, link targets and footnote references left out. */
export function nodeText(node: Nodes, depth = 0): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
    case 'code':
      return node.value;
    case 'html':
      return /^<br\b/i.test(node.value) ? '\n' : '';
    case 'break':
      return '\n';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'footnoteReference':
      return '';
    default:
      return 'children' in node && depth < MAX_DEPTH ? node.children.map((child) => nodeText(child, depth + 1)).join('') : '';
  }
}
