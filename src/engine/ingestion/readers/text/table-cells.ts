/** The cells of a line like “| a | b |”, divided as rows are everywhere. */
export function cellsOf(line: string): string {
  return line
    .trim()
    .replace(/^\|/, '')
    .replace(/\|$/, '')
    .split('|')
    .map((cell) => cell.trim())
    .join(' | ')
    .replace(/^[\s|]+$/, '');
}
