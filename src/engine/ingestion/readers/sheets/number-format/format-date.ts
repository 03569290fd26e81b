import type { FormatSection, FormatToken } from './parse-format.ts';

const SECONDS_A_DAY = 86_400;
/** Days from the system of 1900 to that of 1904. */
const DAYS_TO_1904 = 1462;
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

/** A date or time as its format shows it; undefined where the number is none (negative, or after the year 9999). */
export function formatDate(serial: number, { tokens, language }: FormatSection, is1904: boolean): string | undefined {
  const days = is1904 ? serial + DAYS_TO_1904 : serial;
  if (!(days >= 0) || days >= LAST_DAY + 1) return undefined;
  const places = tokens.reduce((most, token) => (token.type === 'second-fraction' ? Math.max(most, token.length) : most), 0);
  const scale = 10 ** places;
  const ticks = Math.round(days * SECONDS_A_DAY * scale);
  const elapsedTicks = Math.round(serial * SECONDS_A_DAY * scale);
  const moment = momentOf(Math.floor(ticks / (SECONDS_A_DAY * scale)), ticks % (SECONDS_A_DAY * scale), scale);
  if (language === 'system-date') return `${moment.year}-${two(moment.month)}-${two(moment.day)}`;
  if (language === 'system-time') return `${two(moment.hour)}:${two(moment.minute)}:${two(moment.second)}`;
  const isHalved = tokens.some((token) => token.type === 'half-day');
  return tokens.map((token) => show(token, moment, { language, isHalved, elapsedSeconds: Math.floor(elapsedTicks / scale) })).join('');
}

interface Moment {
  year: number;
  month: number;
  day: number;
  /** 0 is Sunday. */
  weekday: number;
  hour: number;
  minute: number;
  second: number;
  /** Digits after the point of the seconds. */
  fraction: string;
}

/** 1900 had no 29 February, but spreadsheets count one (day 60), and a day 0 before its first. */
function momentOf(day: number, ticks: number, scale: number): Moment {
  const seconds = Math.floor(ticks / scale);
  const time = {
    weekday: (day + 6) % 7,
    hour: Math.floor(seconds / 3600),
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    fraction: scale === 1 ? '' : String(ticks % scale).padStart(String(scale).length - 1, '0'),
  };
  if (day === 60) return { year: 1900, month: 2, day: 29, ...time };
  if (day === 0) return { year: 1900, month: 1, day: 0, ...time };
  const date = new Date(Date.UTC(1899, 11, day < 60 ? 31 + day : 30 + day));
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate(), ...time };
}

const two = (value: number): string => String(value).padStart(2, '0');
const padded = (value: number, length: number): string => String(value).padStart(Math.min(length, 2), '0');

function show(token: FormatToken, moment: Moment, context: { language: string; isHalved: boolean; elapsedSeconds: number }): string {
  switch (token.type) {
    case 'literal':
      return token.text;
    case 'second-fraction':
      return `.${moment.fraction.padEnd(token.length, '0').slice(0, token.length)}`;
    case 'half-day':
      return token.short ? (moment.hour < 12 ? 'A' : 'P') : moment.hour < 12 ? 'AM' : 'PM';
    case 'elapsed': {
      const unitSeconds = { hour: 3600, minute: 60, second: 1 }[token.unit];
      return String(Math.floor(context.elapsedSeconds / unitSeconds)).padStart(token.length, '0');
    }
    case 'date':
      break;
    default:
      return '';
  }
  const { unit, length } = token;
  switch (unit) {
    case 'year':
    case 'buddhist-year': {
      const year = unit === 'year' ? moment.year : moment.year + 543;
      return length <= 2 ? two(year % 100) : String(year);
    }
    case 'month':
      return length <= 2 ? padded(moment.month, length) : monthName(moment.month, length, context.language);
    case 'day':
      return padded(moment.day, length);
    case 'weekday':
      return weekdayName(moment.weekday, length, context.language);
    case 'hour':
      return padded(context.isHalved ? moment.hour % 12 || 12 : moment.hour, length);
    case 'minute':
      return padded(moment.minute, length);
    case 'second':
      return padded(moment.second, length);
  }
}

const names = new Map<string, string>();

function named(key: string, make: () => string): string {
  let name = names.get(key);
  if (name === undefined) {
    name = make();
    names.set(key, name);
  }
  return name;
}

function monthName(month: number, length: number, language: string): string {
  return named(`month ${month} ${length} ${language}`, () => {
    const long = new Intl.DateTimeFormat(language, { month: length === 3 ? 'short' : 'long', timeZone: 'UTC' });
    const name = long.format(Date.UTC(2000, month - 1, 15));
    return length === 5 ? name.slice(0, 1) : name;
  });
}

function weekdayName(weekday: number, length: number, language: string): string {
  return named(`weekday ${weekday} ${length} ${language}`, () =>
    new Intl.DateTimeFormat(language, { weekday: length === 3 ? 'short' : 'long', timeZone: 'UTC' }).format(Date.UTC(2000, 0, 2 + weekday)),
  );
}
