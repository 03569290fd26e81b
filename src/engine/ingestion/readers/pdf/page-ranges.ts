const MAX_RANGES = 12;

/** “page 3” or “pages 1, 4–9”; long lists end with how many more there are. */
export function pageRanges(pages: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const page of pages) {
    const last = ranges.at(-1);
    if (last !== undefined && page === last.to + 1) last.to = page;
    else ranges.push({ from: page, to: page });
  }
  const shown = ranges.slice(0, MAX_RANGES).map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
  const hidden = ranges.slice(MAX_RANGES).reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return `${pages.length === 1 ? 'page' : 'pages'} ${shown.join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
}
