import { type CalendarDate, datesIn } from './dates-in.ts';
import { monthNames, shortEnglishMonths } from './month-names.ts';
import { wordsOf } from './terms.ts';

/** A date that a question names, and the other ways in which a document may write it. */
export interface DateForms {
  /** Where it stands in the question. */
  start: number;
  end: number;
  /** Each as words in order, as the full-text index cuts them; none for a year, which is a word like any other. One word only for a month alone. */
  phrases: string[][];
}

const ordinal = (day: number): string => {
  const teens = day > 10 && day < 14;
  return `${day}${(teens ? undefined : ['th', 'st', 'nd', 'rd'][day % 10]) ?? 'th'}`;
};
const padded = (value: number): string => String(value).padStart(2, '0');

/** What a Japanese document may call a year; null before 1989. */
function eraYear(year: number): string | null {
  if (year >= 2019) return `令和${year - 2018}`;
  return year >= 1989 ? `平成${year - 1988}` : null;
}

/** Without what follows the last figure: in running text `日` and `月` make a pair with the character behind them. */
function inCjk({ year, month, day }: CalendarDate): string[] {
  const rest = day === null ? `${month}` : `${month}月${day}`;
  if (year === null) return [day === null ? `${rest}月` : `${rest}日`];
  const era = eraYear(year);
  return [`${year}年${rest}`, ...(era === null ? [] : [`${era}年${rest}`])];
}

function inFigures({ year, month, day }: CalendarDate): string[] {
  if (year === null || month === null) return [];
  if (day === null) return [`${year} ${padded(month)}`, `${padded(month)} ${year}`, `${month} ${year}`];
  const [d, dd, m, mm] = [day, padded(day), month, padded(month)];
  return [
    `${year} ${mm} ${dd}`,
    `${dd} ${mm} ${year}`,
    `${mm} ${dd} ${year}`,
    `${d} ${m} ${year}`,
    `${m} ${d} ${year}`,
    `${year} ${m} ${d}`,
  ];
}

/** Before it a month is a month: `may` alone is mostly none. */
const beforeMay = ['in', 'of', 'since', 'until', 'during', 'early', 'mid', 'late'];

function monthAlone(month: number): string[] {
  const name = monthNames.en[month - 1] ?? '';
  const english = name === 'may' ? beforeMay.map((word) => `${word} may`) : [name];
  return [
    ...english,
    ...Object.values(monthNames)
      .flatMap((names) => names[month - 1] ?? [])
      .filter((each) => each !== name),
  ];
}

function inWords({ year, month, day }: CalendarDate): string[] {
  if (year === null && day === null) return monthAlone(month ?? 1);
  const names = Object.entries(monthNames).map(([language, months]) => ({ language, name: months[(month ?? 1) - 1] ?? '' }));
  const english = [monthNames.en[(month ?? 1) - 1] ?? '', shortEnglishMonths[(month ?? 1) - 1] ?? ''];
  const of = (language: string): string => (language === 'es' || language === 'pt' ? ' de ' : ' ');
  const y = year === null ? '' : ` ${year}`;
  if (day === null) {
    return [...english.map((name) => `${name}${y}`), ...names.map(({ language, name }) => `${name}${of(language).trimEnd()}${y}`)];
  }
  const inEnglish = english.flatMap((name) => [
    `${day} ${name}${y}`,
    `${name} ${day}${y}`,
    `${ordinal(day)} ${name}${y}`,
    `${name} ${ordinal(day)}${y}`,
    `${ordinal(day)} of ${name}${y}`,
    ...(day < 10 ? [`${padded(day)} ${name}${y}`, `${name} ${padded(day)}${y}`] : []),
  ]);
  const others = names
    .filter(({ language }) => language !== 'en')
    .map(({ language, name }) => {
      const first = language === 'fr' && day === 1 ? '1er' : `${day}`;
      return `${first}${of(language)}${name}${y === '' ? '' : `${of(language).trimEnd()}${y}`}`;
    });
  return [...inEnglish, ...others];
}

function formsOf(date: CalendarDate): string[] {
  return date.month === null ? [] : [...inFigures(date), ...inWords(date), ...inCjk(date)];
}

/**
 * The dates of a question with the forms in which documents write them: figures in either order, names of months in
 * seven languages, Chinese and Japanese. A date that can be read two ways (5/3/2024) gives the forms of both. The first
 * `most` dates only.
 */
export function dateForms(question: string, most = Infinity): DateForms[] {
  return datesIn(question)
    .slice(0, most)
    .map(({ start, end, readings }) => {
      const phrases = new Map<string, string[]>();
      for (const words of readings.flatMap(formsOf).map(wordsOf)) phrases.set(words.join(' '), words);
      return { start, end, phrases: [...phrases.values()] };
    });
}
