import { eachLine } from '../text/lines.ts';

/** Consecutive lines of a Markdown file. `lineStart` is the 1-based number of the first. */
export interface MarkdownPiece {
  lines: string[];
  lineStart: number;
}

/**
 * Cuts Markdown where a parser may stop and begin again: before a line without indentation that follows a
 * blank line, outside of fences and HTML comments. The parser's cost grows with the square of hostile input
 * (100,000 `[`, `**x` in a row), so what it gets at once is bounded; `pieceChars` is aimed at, not promised.
 */
export function splitPieces(text: string, pieceChars: number): MarkdownPiece[] {
  const pieces: MarkdownPiece[] = [];
  let piece: MarkdownPiece = { lines: [], lineStart: 1 };
  let chars = 0;
  let afterBlank = false;
  let open: { closes: (line: string) => boolean } | undefined;

  eachLine(text, (line, number) => {
    const mayCut = afterBlank && open === undefined && line !== '' && !/^\s/.test(line);
    if (mayCut && chars + line.length > pieceChars && piece.lines.length > 0) {
      pieces.push(piece);
      piece = { lines: [], lineStart: number };
      chars = 0;
    }
    piece.lines.push(line);
    chars += line.length + 1;
    afterBlank = line.trim() === '';
    if (open === undefined) open = opening(line);
    else if (open.closes(line)) open = undefined;
  });
  if (piece.lines.length > 0) pieces.push(piece);
  return pieces;
}

function opening(line: string): { closes: (line: string) => boolean } | undefined {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence !== undefined) {
    if (fence.startsWith('`') && line.trim().slice(fence.length).includes('`')) return undefined;
    const close = new RegExp(`^ {0,3}${fence[0]}{${fence.length},}\\s*$`);
    return { closes: (later) => close.test(later) };
  }
  if (line.includes('<!--') && !line.includes('-->', line.lastIndexOf('<!--'))) return { closes: (later) => later.includes('-->') };
  const raw = /^ {0,3}<(pre|script|style|textarea)\b/i.exec(line)?.[1];
  if (raw !== undefined && !line.toLowerCase().includes(`</${raw.toLowerCase()}`)) {
    return { closes: (later) => later.toLowerCase().includes(`</${raw.toLowerCase()}`) };
  }
  return undefined;
}
