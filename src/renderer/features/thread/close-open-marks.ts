/** Text still being written, with its last emphasis or code closed, so that half a `**` does not flicker. */
export function closeOpenMarks(text: string): string {
  const fences = text.match(/^(```|~~~)/gm)?.length ?? 0;
  if (fences % 2 === 1) return text;
  const last = text.slice(text.lastIndexOf('\n\n') + 1);
  const trimmed = text.replace(/(\*{1,2}|`|\[)$/, '');
  const open = last.slice(0, last.length - (text.length - trimmed.length));
  const ticks = open.match(/`/g)?.length ?? 0;
  if (ticks % 2 === 1) return `${trimmed}\``;
  const strong = open.match(/\*\*/g)?.length ?? 0;
  return strong % 2 === 1 ? `${trimmed.trimEnd()}**` : trimmed;
}
