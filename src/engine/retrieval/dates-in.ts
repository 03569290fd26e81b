import { monthOfName } from './month-names.ts';

/** A day, a month or a year; a day or a month also without its year. */
export interface CalendarDate {
  year: number | null;
  month: number | null;
  day: number | null;
}

/** A date as it stands in a text. */
export interface WrittenDate {
  start: number;
  end: number;
  /** Two where figures can be day and month in either order. */
  readings: CalendarDate[];
}

type Parts = Readonly<Record<string, string | undefined>>;

const longestDay = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const eras: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925 };

const isMonth = (month: number): boolean => month >= 1 && month <= 12;
const isDay = (day: number, month: number): boolean => day >= 1 && day <= (longestDay[month - 1] ?? 0);
/** Two figures mean this century up to 2049, the last one after it. */
const fullYear = (digits: string): number => Number(digits) + (digits.length > 2 ? 0 : Number(digits) < 50 ? 2000 : 1900);

function exact(year: number | null, month: number, day: number | null): CalendarDate[] {
  return isMonth(month) && (day === null || isDay(day, month)) ? [{ year, month, day }] : [];
}

function ofFigures({ first = '', mark, second = '', year = '' }: Parts): CalendarDate[] {
  const [a, b, y] = [Number(first), Number(second), fullYear(year)];
  if (mark === '.') return exact(y, b, a);
  return a === b ? exact(y, b, a) : [...exact(y, b, a), ...exact(y, a, b)];
}

function ofWords({ day, month = '', year }: Parts): CalendarDate[] {
  const number = monthOfName(month.replace(/\.$/, ''));
  if (number === null || (day === undefined && year === undefined)) return [];
  return exact(year === undefined ? null : Number(year), number, day === undefined ? null : Number(day));
}

function ofMonthAlone({ month = '' }: Parts): CalendarDate[] {
  const number = month.length < 4 && month !== 'may' && month !== 'mai' ? null : monthOfName(month);
  return number === null ? [] : [{ year: null, month: number, day: null }];
}

function ofCjk({ era, year = '', month, day }: Parts): CalendarDate[] {
  const y = Number(year) + (era === undefined ? 0 : (eras[era] ?? 0));
  return month === undefined ? [{ year: y, month: null, day: null }] : exact(y, Number(month), day === undefined ? null : Number(day));
}

const year = String.raw`(?<year>1[6-9]\d\d|20\d\d)(?![\d.,]\d|\d)`;
const dayWord = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|º|°|\.)?`;
const monthWord = String.raw`(?<month>\p{L}{3,10}\.?)`;
/** Words that stand before a month and before no `may` or `march` that is a verb. */
const beforeMonth =
  '(?:in|during|since|until|before|after|of|early|mid|late|im|seit|bis|ab|anfang|mitte|ende|en|depuis|avant|après|de|desde|hasta|em|nel|dal|sinds|tot)';
const joined = String.raw`(?:\s+(?:of\s+|de\s+|del\s+)?|\s*,\s*)`;

type Pattern = readonly [pattern: RegExp, read: (parts: Parts) => CalendarDate[]];

/* In the order of what they tell: a day before its month, a month before its year. For lower case: see plainOf(). */
const patterns: readonly Pattern[] = [
  [/(?<era>令和|平成|昭和)?(?<year>\d{1,4})\s*年(?:\s*(?<month>\d{1,2})\s*月(?:\s*(?<day>\d{1,2})\s*[日号])?)?/gu, ofCjk],
  [
    /(?<![\d.,/-])(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2})(?:\k<mark>(?<day>\d{1,2}))(?![\d/-]|[.,]\d)/gu,
    ({ year: y = '', month, day }) => exact(Number(y), Number(month), Number(day)),
  ],
  [
    /(?<![\d.,/-])(?<year>1[6-9]\d\d|20\d\d)-(?<month>\d\d)(?![\d/-]|[.,]\d)/gu,
    ({ year: y = '', month }) => exact(Number(y), Number(month), null),
  ],
  [/(?<![\d.,/-])(?<first>\d{1,2})(?<mark>[./-])(?<second>\d{1,2})\k<mark>(?<year>\d{4})(?![\d/-]|[.,]\d)/gu, ofFigures],
  [/(?<![\d.,/-])(?<first>\d{1,2})(?<mark>\/)(?<second>\d{1,2})\/(?<year>\d\d)(?![\d/-]|[.,]\d)/gu, ofFigures],
  [new RegExp(String.raw`(?<![\d.,])\b${dayWord}${joined}${monthWord}${joined}${year}`, 'gu'), ofWords],
  [new RegExp(String.raw`(?<!\p{L})${monthWord}\s+${dayWord}${joined}${year}`, 'gu'), ofWords],
  [new RegExp(String.raw`(?<!\p{L})${monthWord}${joined}${year}`, 'gu'), ofWords],
  [new RegExp(String.raw`(?<![\d.,])\b${dayWord}\s+(?:of\s+|de\s+)?${monthWord}(?!\p{L})`, 'gu'), ofWords],
  [new RegExp(String.raw`(?<!\p{L})${monthWord}\s+${dayWord}(?![\p{L}\p{N}]|[.,:]\d)`, 'gu'), ofWords],
  [
    /(?<![\d年/.-])(?<month>\d{1,2})\s*月(?:\s*(?<day>\d{1,2})\s*[日号])?/gu,
    ({ month, day }) => exact(null, Number(month), day === undefined ? null : Number(day)),
  ],
  [new RegExp(String.raw`(?<!\p{L})${beforeMonth}\s+(?<month>\p{L}{3,10})(?!\p{L}|\s*\d)`, 'gu'), ofMonthAlone],
  [
    new RegExp(String.raw`(?<![\p{L}\d.,/-])${year}(?![\p{L}/-])`, 'gu'),
    ({ year: y = '' }) => [{ year: Number(y), month: null, day: null }],
  ],
];

/** Full-width figures as others, and lower case where that keeps all offsets: patterns for either case cost 20 times as much. */
function plainOf(text: string): string {
  const lower = (letters: string): string => (letters.toLowerCase().length === letters.length ? letters.toLowerCase() : letters);
  return text.replaceAll(/\p{Lu}/gu, lower).replaceAll(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** The dates a text names, in order: with figures or with the names of months, Western, Chinese or Japanese. */
export function datesIn(text: string): WrittenDate[] {
  const plain = plainOf(text);
  if (!/\d/.test(plain) && !(plain.match(/\p{L}+/gu) ?? []).some((word) => monthOfName(word) !== null)) return [];
  const found: WrittenDate[] = [];
  for (const [pattern, read] of patterns) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(plain); match !== null; match = pattern.exec(plain)) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (found.some((date) => start < date.end && end > date.start)) continue;
      const readings = read(match.groups ?? {});
      if (readings.length > 0) found.push({ start, end, readings });
    }
  }
  return found.toSorted((a, b) => a.start - b.start);
}
