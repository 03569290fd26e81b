import type { DocumentFormat } from './document.ts';
import type { UnderstoodQuery } from './retrieval.ts';
import type { DocumentTraits, SearchFilter } from './scope.ts';
import { formatsCalled } from './format-words.ts';
import { withoutExclusions, withoutFields } from './split-fields.ts';

/** Kinds of document as they are typed, with what they are called. */
export const kindNames: readonly (readonly [typed: string, called: string])[] = [
  ['pdf', 'PDF'],
  ['word', 'Word'],
  ['excel', 'spreadsheets'],
  ['slides', 'presentations'],
  ['mail', 'mail'],
  ['web', 'web pages'],
  ['image', 'pictures'],
  ['text', 'text files'],
  ['code', 'code'],
  ['csv', 'tables (CSV)'],
  ['epub', 'books'],
  ['archive', 'archives'],
];
const single: Partial<Record<DocumentFormat, string>> = {
  markdown: 'Markdown',
  latex: 'LaTeX',
  mhtml: 'web archives',
  subtitles: 'subtitles',
};

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const month = new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric' });
const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** Formats by the names of whole kinds where they are complete. */
function kindWords(formats: readonly DocumentFormat[]): string[] {
  const left = new Set(formats);
  const words: string[] = [];
  for (const [typed, called] of kindNames) {
    const kind = formatsCalled(typed) ?? [];
    if (kind.length === 0 || !kind.every((format) => left.has(format))) continue;
    words.push(called);
    for (const format of kind) left.delete(format);
  }
  return [...words, ...[...left].map((format) => single[format] ?? format.toUpperCase())];
}

const either = (words: readonly string[]): string => words.join(' or ');
const title = (name: string): string => `“${name}”`;

function traitWords({ formats, folders, names, languages: codes }: DocumentTraits): string[] {
  return [
    ...(formats.length > 0 ? [either(kindWords(formats))] : []),
    ...(folders.length > 0 ? [`in ${either(folders)}`] : []),
    ...(names.length > 0 ? [`called ${either(names.map(title))}`] : []),
    ...(codes.length > 0 ? [`in ${either(codes.map((code) => languages.of(code) ?? code))}`] : []),
  ];
}

/** A whole year, month or day by its name; else the days between, both of them counted. */
function periodWords(fromMs: number, beforeMs: number): string {
  const [from, before] = [new Date(fromMs), new Date(beforeMs)];
  const isAt = (years: number, months: number, days: number): boolean =>
    new Date(from.getFullYear() + years, from.getMonth() + months, from.getDate() + days).getTime() === before.getTime();
  if (from.getDate() === 1 && from.getMonth() === 0 && isAt(1, 0, 0)) return `changed in ${from.getFullYear()}`;
  if (from.getDate() === 1 && isAt(0, 1, 0)) return `changed in ${month.format(from)}`;
  if (isAt(0, 0, 1)) return `changed on ${day.format(from)}`;
  return `changed from ${day.format(from)} to ${day.format(beforeMs - 1)}`;
}

function dateWords({ fromMs, beforeMs }: SearchFilter['between']): string[] {
  if (fromMs !== null && beforeMs !== null) return [periodWords(fromMs, beforeMs)];
  if (fromMs !== null) return [`changed since ${day.format(fromMs)}`];
  return beforeMs === null ? [] : [`changed before ${day.format(beforeMs)}`];
}

/** What a filter asks for, one thing each: “PDF”, “in contracts”, “changed since 1 Jan 2024”, “not in drafts”. */
export function filterWords({ only, between, not }: SearchFilter): string[] {
  return [...traitWords(only), ...dateWords(between), ...traitWords(not).map((words) => `not ${words}`)];
}

/** What a field that is not understood lacks. */
export function unknownWords({ field, value }: UnderstoodQuery['unknown'][number]): string {
  if (field === 'type' || field === 'format') return `${field}:${value} is no kind of document`;
  if (field === 'lang' || field === 'language') return `${field}:${value} is no language`;
  return `${field}:${value} is no date`;
}

const plain = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');

/**
 * How a question was understood, in sentences without their full stops, as far as it is not plain from the question: where was
 * searched, in other words than were typed, what stood in for words that occur nowhere, and what was not understood.
 */
export function understoodWords({ text, filter, unknown, corrections }: UnderstoodQuery, question: string): string[] {
  const where = filterWords(filter).join(', ');
  const said = withoutFields(question);
  const isReworded = plain(text) !== plain(said) && plain(text) !== plain(withoutExclusions(said));
  return [
    ...(where === '' ? [] : [where.startsWith('not ') ? `Not${where.slice(3)}` : `Only ${where}`]),
    ...(isReworded && text !== '' ? [`Searched for ${title(text)}`] : []),
    ...corrections.map(({ from, to }) => `No document holds ${title(from)}; ${title(to)} was searched for`),
    ...unknown.map((each) => `${unknownWords(each)}, so it was searched for as words`),
  ];
}
