const longestTitle = 60;

/** A thread is called by its first question, cut at a word's end. */
export function threadTitle(question: string): string {
  const line = question.replaceAll(/\s+/g, ' ').trim();
  const characters = Array.from(line);
  if (characters.length <= longestTitle) return line;
  const cut = characters.slice(0, longestTitle - 1).join('');
  const wordEnd = cut.lastIndexOf(' ');
  return `${(wordEnd > longestTitle / 2 ? cut.slice(0, wordEnd) : cut).replace(/[\s,;:.!?-]+$/, '')}…`;
}
