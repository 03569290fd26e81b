import { MAX_CONTEXT_TOKENS } from './chunk-limits.ts';
import { countTokens } from './count-tokens.ts';

const PATH_SEPARATOR = ' > ';

/** One line of at most `maxTokens`; what is left out is shown by an ellipsis. */
export function shortened(text: string, maxTokens: number): string {
  const line = text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, maxTokens * 8);
  if (countTokens(line) <= maxTokens) return line;
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countTokens(`${line.slice(0, middle)}…`) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  // A cut must not leave half a surrogate pair behind.
  return `${line
    .slice(0, low)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/**
 * The lines a chunk is embedded under: the document's title, then its heading path; empty when there is
 * neither. At most about `MAX_CONTEXT_TOKENS`: the outermost headings go first, then the title's end.
 */
export function chunkContext(title: string | null, headingPath: readonly string[]): string {
  const lines: string[] = [];
  let left = MAX_CONTEXT_TOKENS;
  if (title !== null && title.trim() !== '') {
    const line = shortened(title, headingPath.length > 0 ? MAX_CONTEXT_TOKENS / 3 : MAX_CONTEXT_TOKENS);
    lines.push(line);
    left -= countTokens(line) + 1;
  }
  const headings: string[] = [];
  for (const heading of headingPath.toReversed()) {
    const part = shortened(heading, MAX_CONTEXT_TOKENS / 3);
    if (part === '' || part === lines[0]) continue;
    const size = countTokens(part) + 1;
    if (size > left) break;
    headings.unshift(part);
    left -= size;
  }
  if (headings.length > 0) lines.push(headings.join(PATH_SEPARATOR));
  return lines.length > 0 ? `${lines.join('\n')}\n\n` : '';
}
