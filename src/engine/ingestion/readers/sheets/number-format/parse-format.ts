import { languageOf } from './locales.ts';

export type DateUnit = 'year' | 'buddhist-year' | 'month' | 'day' | 'weekday' | 'hour' | 'minute' | 'second';

export type FormatToken =
  | { type: 'literal'; text: string }
  | { type: 'digit'; digit: '0' | '#' | '?' }
  | { type: 'point' | 'comma' | 'percent' | 'slash' | 'general' | 'text' }
  | { type: 'exponent'; showsPlus: boolean }
  | { type: 'date'; unit: DateUnit; length: number }
  /** Counts on beyond a day or an hour: “[h]”. */
  | { type: 'elapsed'; unit: 'hour' | 'minute' | 'second'; length: number }
  | { type: 'second-fraction'; length: number }
  | { type: 'half-day'; short: boolean };

export interface FormatSection {
  kind: 'general' | 'number' | 'date' | 'text';
  tokens: FormatToken[];
  condition: { operator: string; operand: number } | undefined;
  language: string;
}

/** The sections of a number format code, at most four of them. Never throws: what is not understood stands for itself. */
export function parseFormat(code: string): FormatSection[] {
  const sections: FormatSection[] = [];
  let section = emptySection();
  const push = (token: FormatToken): unknown => section.tokens.push(token);
  for (let at = 0; at < code.length;) {
    const char = code[at] ?? '';
    const rest = code.slice(at, at + 80);
    const run = /^(?:general|am\/pm|a\/p|e[+-]|y+|m+|d+|h+|s+|b+|g+|e+|a{3,4})/i.exec(rest)?.[0];
    at += 1;
    if (char === ';') {
      sections.push(finished(section));
      section = emptySection();
    } else if (char === '"') {
      const end = code.indexOf('"', at);
      push({ type: 'literal', text: code.slice(at, end === -1 ? code.length : end) });
      at = end === -1 ? code.length : end + 1;
    } else if (char === '\\' || char === '!') {
      push({ type: 'literal', text: code[at] ?? '' });
      at += 1;
    } else if (char === '_' || char === '*') {
      if (char === '_' || code[at] === ' ') push({ type: 'literal', text: ' ' });
      at += 1;
    } else if (char === '[') {
      const end = code.indexOf(']', at);
      bracket(section, code.slice(at, end === -1 ? code.length : end));
      at = end === -1 ? code.length : end + 1;
    } else if (run !== undefined) {
      push(letters(run));
      at += run.length - 1;
    } else {
      push(single(char));
    }
  }
  sections.push(finished(section));
  return sections.slice(0, 4);
}

const emptySection = (): FormatSection => ({ kind: 'general', tokens: [], condition: undefined, language: 'en-US' });

function bracket(section: FormatSection, content: string): void {
  const elapsed = /^(?:h+|m+|s+)$/i.exec(content);
  const condition = /^(<=|>=|<>|<|>|=)\s*(-?[\d.]+(?:e[+-]?\d+)?)$/i.exec(content);
  if (elapsed) {
    const unit = ({ h: 'hour', m: 'minute', s: 'second' } as const)[content[0]?.toLowerCase() as 'h' | 'm' | 's'];
    section.tokens.push({ type: 'elapsed', unit, length: content.length });
  } else if (condition) {
    section.condition = { operator: condition[1] ?? '=', operand: Number(condition[2]) };
  } else if (content.startsWith('$')) {
    const [, symbol = '', language = ''] = /^\$([^-]*)(?:-(.*))?$/.exec(content) ?? [];
    if (symbol !== '') section.tokens.push({ type: 'literal', text: symbol });
    if (/f800$|^x-sysdate/i.test(language)) section.language = 'system-date';
    else if (/f400$|^x-systime/i.test(language)) section.language = 'system-time';
    else if (language !== '') section.language = languageOf(language);
  }
}

function letters(run: string): FormatToken {
  const lower = run.toLowerCase();
  if (lower === 'general') return { type: 'general' };
  if (lower === 'am/pm' || lower === 'a/p') return { type: 'half-day', short: lower === 'a/p' };
  if (lower === 'e+' || lower === 'e-') return { type: 'exponent', showsPlus: lower === 'e+' };
  const length = run.length;
  switch (lower[0]) {
    case 'y':
      return { type: 'date', unit: 'year', length };
    case 'e':
      return { type: 'date', unit: 'year', length: 4 };
    case 'b':
      return { type: 'date', unit: 'buddhist-year', length };
    case 'm':
      return { type: 'date', unit: 'month', length };
    case 'd':
      return length > 2 ? { type: 'date', unit: 'weekday', length } : { type: 'date', unit: 'day', length };
    case 'a':
      return { type: 'date', unit: 'weekday', length };
    case 'h':
      return { type: 'date', unit: 'hour', length };
    case 's':
      return { type: 'date', unit: 'second', length };
    default:
      return { type: 'literal', text: '' };
  }
}

function single(char: string): FormatToken {
  if (char === '0' || char === '#' || char === '?') return { type: 'digit', digit: char };
  if (char === '.') return { type: 'point' };
  if (char === ',') return { type: 'comma' };
  if (char === '%') return { type: 'percent' };
  if (char === '/') return { type: 'slash' };
  if (char === '@') return { type: 'text' };
  return { type: 'literal', text: char };
}

function finished(section: FormatSection): FormatSection {
  const has = (...types: FormatToken['type'][]): boolean => section.tokens.some((token) => types.includes(token.type));
  if (has('date', 'elapsed', 'half-day')) return { ...section, kind: 'date', tokens: dateTokens(section.tokens) };
  if (has('general') || (section.tokens.length === 0 && section.condition !== undefined)) return { ...section, kind: 'general' };
  return { ...section, kind: has('text') && !has('digit') ? 'text' : 'number' };
}

/** In a date “m” after hours or before seconds is minutes, a point before zeros the fraction of seconds, all else itself. */
function dateTokens(tokens: readonly FormatToken[]): FormatToken[] {
  const dated: FormatToken[] = [];
  const unitOf = (token: FormatToken | undefined): string | undefined =>
    token?.type === 'date' || token?.type === 'elapsed' ? token.unit : undefined;
  let before: string | undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const unit = unitOf(token);
    if (token.type === 'date' && token.unit === 'month' && token.length <= 2) {
      const after = unitOf(tokens.slice(at + 1).find((each) => unitOf(each) !== undefined));
      const isMinute = before === 'hour' || after === 'second';
      dated.push(isMinute ? { ...token, unit: 'minute' } : token);
      before = isMinute ? 'minute' : 'month';
      continue;
    }
    if (unit !== undefined) before = unit;
    if (token.type === 'point' && before === 'second') {
      let length = 0;
      while (tokens[at + 1 + length]?.type === 'digit') length += 1;
      dated.push(length > 0 ? { type: 'second-fraction', length: Math.min(length, 3) } : { type: 'literal', text: '.' });
      at += length;
    } else if (token.type === 'point') dated.push({ type: 'literal', text: '.' });
    else if (token.type === 'comma') dated.push({ type: 'literal', text: ',' });
    else if (token.type === 'slash') dated.push({ type: 'literal', text: '/' });
    else if (token.type === 'digit') dated.push({ type: 'literal', text: token.digit === '0' ? '0' : '' });
    else if (token.type !== 'text' && token.type !== 'percent' && token.type !== 'general') dated.push(token);
  }
  return dated;
}
