import { eachLine } from '../text/lines.ts';

export interface FrontMatter {
  /** The lines between its marks. */
  text: string;
  /** Lines of the file, the marks included. */
  lineStart: number;
  lineEnd: number;
  title: string | null;
}

const MAX_LINES = 200;

/** The YAML block at the very start of a Markdown file; undefined when there is none. */
export function frontMatter(text: string): FrontMatter | undefined {
  if (!/^---[ \t]*\r?\n/.test(text)) return undefined;
  const lines: string[] = [];
  let end: number | undefined;
  eachLine(text.slice(0, 64 * 1024), (line, number) => {
    if (end !== undefined || number > MAX_LINES || number === 1) return;
    if (/^(?:---|\.\.\.)\s*$/.test(line)) end = number;
    else lines.push(line);
  });
  if (end === undefined || !lines.some((line) => /^[\w-]+\s*:/.test(line))) return undefined;
  const title = lines.map((line) => /^title\s*:\s*(.+)$/.exec(line)?.[1]).find((value) => value !== undefined);
  return { text: lines.join('\n'), lineStart: 1, lineEnd: end, title: title?.trim().replace(/^(["'])(.*)\1$/, '$2') ?? null };
}
