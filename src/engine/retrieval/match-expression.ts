/** A word or phrase as an FTS5 string: whatever it holds, it is no syntax. */
function asString(words: readonly string[]): string {
  return `"${words.join(' ').replaceAll('"', '""')}"`;
}

/** Rows that hold every phrase and every word. */
export function matchAll(phrases: readonly (readonly string[])[], words: readonly string[]): string {
  return [...phrases.map(asString), ...words.map((word) => asString([word]))].join(' AND ');
}

/** Rows that hold every phrase, ranked by the words too; without phrases, rows that hold any word. */
export function matchAny(phrases: readonly (readonly string[])[], words: readonly string[]): string {
  const required = phrases.map(asString);
  const ranked = [...required, ...words.map((word) => asString([word]))].join(' OR ');
  return required.length === 0 ? ranked : `${required.join(' AND ')} AND (${ranked})`;
}
