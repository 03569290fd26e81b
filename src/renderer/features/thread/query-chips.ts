import { filterWords, unknownWords } from '../../../shared/domain/filter-words.ts';
import { queryFilter } from '../../../shared/domain/query-filter.ts';
import { queryPieces } from '../../../shared/domain/query-pieces.ts';

/** A part of what is typed that says where to look, or what to leave out. */
export interface QueryChip {
  /** Where it stands in the text. */
  readonly start: number;
  readonly end: number;
  readonly words: string;
  readonly isUnderstood: boolean;
}

/** What the engine will make of the fields and exclusions in a text, in the order they stand. */
export function queryChips(text: string): QueryChip[] {
  const chips: QueryChip[] = [];
  const pieces = queryPieces(text);
  // With nothing but exclusions there is nothing to leave out of: they are looked up as words.
  const excludes = pieces.some(({ kind, written }) => kind === 'field' || (kind !== 'exclusion' && /[\p{L}\p{N}]/u.test(written)));
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.written.length;
    if (piece.kind === 'field') {
      const { filter, unknown } = queryFilter([piece]);
      const words = filterWords(filter).join(', ');
      if (words !== '') chips.push({ start, end, words, isUnderstood: true });
      for (const each of unknown) chips.push({ start, end, words: unknownWords(each), isUnderstood: false });
    } else if (piece.kind === 'exclusion' && excludes) chips.push({ start, end, words: `without “${piece.text}”`, isUnderstood: true });
    start = end;
  }
  return chips;
}

/** The text without a part of it, and without the blank that set it off. */
export function without(text: string, { start, end }: Pick<QueryChip, 'start' | 'end'>): string {
  const before = text.slice(0, start);
  const after = text.slice(end);
  return before === '' || before.endsWith(' ') ? before + after.replace(/^ /, '') : before + after;
}

/** What may follow a field that is being typed at the end of the text. */
export interface Suggestion {
  readonly label: string;
  /** The text with it. */
  readonly text: string;
}

const typing = /(?<=^|[\s(])-?(type|in):"?([^\s"]*)$/i;
const mostSuggestions = 6;

/** Values for a field that is being typed: kinds of document, or folders. */
export function suggestions(text: string, kinds: readonly (readonly [string, string])[], folders: readonly string[]): Suggestion[] {
  const match = typing.exec(text);
  if (match === null) return [];
  const [, field = '', begun = ''] = match;
  const known = field.toLowerCase() === 'type' ? kinds : [...new Set(folders)].map((name) => [name, name] as const);
  const like = begun.toLowerCase();
  const begins = (name: string): boolean => name.toLowerCase().startsWith(like);
  const rest = text.slice(0, text.length - begun.length).replace(/"$/, '');
  return known
    .filter(([typed, label]) => (begins(typed) || begins(label)) && typed.toLowerCase() !== like)
    .slice(0, mostSuggestions)
    .map(([typed, label]) => ({ label, text: `${rest}${/[\s,"]/.test(typed) ? `"${typed.replaceAll('"', '')}"` : typed} ` }));
}
