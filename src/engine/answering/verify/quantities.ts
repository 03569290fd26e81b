import { magnitudes, wordNumbers } from './number-words.ts';
import { currencyBefore, type Unit, unitAt } from './units.ts';

/** A number of a text with what it counts. */
export interface Quantity {
  start: number;
  end: number;
  written: string;
  /** More than one where separators can be read two ways (1.250). */
  values: number[];
  unit: Unit | null;
  unitName: string;
  isNegative: boolean;
  /** What the words in front of it allow. */
  about: 'exactly' | 'about' | 'above' | 'below';
  /** A word that is a number by the letter and seldom meant as a count. */
  isVague: boolean;
  isWord: boolean;
}

const figures = /(?<![\p{L}\p{N}_]|\d[.,])(?:\d{1,3}(?:(?:[,.' \u00a0]\d{3})+)(?:[.,]\d{1,2})?(?![\d])|\d+(?:[.,]\d+)?)/gu;
const hanFigures = /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\d+(?:[.,]\d+)*/gu;
const aboutBefore =
  /(?:\b(?:about|approximately|approx\.?|around|roughly|circa|ca\.?|some|close to|etwa|rund|ungefähr|environ|près de|quelque)|约|大约|左右|大概|約|およそ|[~≈])\s*(?:\p{Sc}|US\$)?\s?$/iu;
const aboveBefore =
  /(?:\b(?:over|more than|above|at least|exceeding|mehr als|über|mindestens|plus de|au moins)|超过|多于|至少|逾|以上)\s*\p{Sc}?\s?$/iu;
const belowBefore =
  /(?:\b(?:nearly|almost|under|less than|fewer than|up to|below|fast|knapp|unter|presque|moins de)|近|将近|不到|少于|接近)\s*\p{Sc}?\s?$/iu;
const hanAfter = /^\s?(?:多|余|餘|左右|以上|来)/u;

function valuesOf(figure: string): number[] {
  const text = figure.replaceAll(/[' \u00a0]/g, '');
  const [dots, commas] = [text.split('.').length - 1, text.split(',').length - 1];
  if (dots > 0 && commas > 0) {
    const decimal = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
    return [Number(text.replaceAll(decimal === '.' ? ',' : '.', '').replace(',', '.'))];
  }
  if (dots + commas === 0) return [Number(text)];
  const grouped = Number(text.replaceAll(/[.,]/g, ''));
  if (dots + commas > 1) return [grouped];
  const decimal = Number(text.replace(',', '.'));
  return /[.,]\d{3}$/.test(text) && !text.startsWith('0') ? [grouped, decimal] : [decimal];
}

function magnitudeAt(text: string): { factor: number; length: number } {
  const match =
    /^\s?(?:(百万|千万|[十百千万萬亿億]+)|-?(hundred|thousand|million|billion|trillion|millions|billions|bn|mn|Mio\.?|Mrd\.?|Tsd\.?|Tausend|Millionen|Milliarden?|milliards?|mille)(?!\p{L})|(k|m|K|M|B)(?![\p{L}\p{N}]))/iu.exec(
      text,
    );
  if (match === null) return { factor: 1, length: 0 };
  const [all, hanText, word, letter] = match;
  if (hanText !== undefined)
    return { factor: Array.from(hanText).reduce((factor, each) => factor * (magnitudes[each] ?? 1), 1), length: all.length };
  if (word !== undefined) return { factor: magnitudes[word.toLowerCase().replace('.', '')] ?? 1, length: all.length };
  // "5m" may be metres: only what cannot be a unit.
  const factor = letter === 'k' || letter === 'K' ? 1e3 : letter === 'M' ? 1e6 : letter === 'B' ? 1e9 : 1;
  return factor === 1 || /^\s/.test(all) ? { factor: 1, length: 0 } : { factor, length: all.length };
}

function aboutOf(before: string, after: string): Quantity['about'] {
  if (aboutBefore.test(before)) return 'about';
  if (aboveBefore.test(before)) return 'above';
  if (belowBefore.test(before)) return 'below';
  return hanAfter.test(after) ? 'about' : 'exactly';
}

/** "3 to 5 days", "3-5 kg": the unit belongs to both. */
const joinsRange = /^\s?(?:-|–|—|~|to|bis|à|and|至|到|或|～|or)\s?$/u;

/** The numbers of a text, with figures or in words, that lie in none of `taken` (dates, identifiers). */
export function quantitiesIn(plain: string, taken: readonly { start: number; end: number }[]): Quantity[] {
  const isFree = (start: number, end: number): boolean => !taken.some((range) => start < range.end && end > range.start);
  const found: Quantity[] = [];
  const add = (start: number, end: number, values: number[], isVague: boolean, isWord: boolean): void => {
    if (!isFree(start, end) || found.some((each) => start < each.end && end > each.start)) return;
    const isMillions = currencyBefore(plain.slice(0, start)) !== null && /^m(?!\p{L})/u.test(plain.slice(end));
    const magnitude = isMillions ? { factor: 1e6, length: 1 } : magnitudeAt(plain.slice(end));
    const numberEnd = end + magnitude.length;
    const [before, after] = [plain.slice(0, start), plain.slice(numberEnd)];
    const behind = unitAt(after.replace(/^(?:多|余|餘|左右|几)/u, ''));
    const percent = before.endsWith('百分之') ? unitAt('%') : null;
    const unit = percent ?? currencyBefore(before) ?? behind;
    found.push({
      start,
      end: numberEnd,
      written: plain.slice(start, numberEnd).trim(),
      values: values.map((value) => value * magnitude.factor),
      unit: unit?.unit ?? null,
      unitName: unit?.name ?? '',
      isNegative: /(?:^|[\s(])[-−]$/.test(before) || /\bminus\s$/i.test(before),
      about: aboutOf(before, after),
      isVague,
      isWord,
    });
  };
  for (const match of plain.matchAll(figures)) add(match.index, match.index + match[0].length, valuesOf(match[0]), false, false);
  for (const match of plain.matchAll(hanFigures)) add(match.index, match.index + match[0].length, valuesOf(match[0]), false, false);
  for (const { start, end, value, isVague } of wordNumbers(plain)) add(start, end, [value], isVague, true);
  const ordered = found.toSorted((a, b) => a.start - b.start);
  for (const [index, each] of ordered.entries()) {
    const next = ordered[index + 1];
    if (each.unit !== null || next === undefined || next.unit === null || !joinsRange.test(plain.slice(each.end, next.start))) continue;
    [each.unit, each.unitName] = [next.unit, next.unitName];
  }
  return ordered;
}

const convertible = new Set(['length', 'area', 'mass', 'volume', 'time', 'months', 'data', 'power', 'energy', 'frequency']);

/** Figures without the noughts at either end. */
function telling(value: number): number {
  return String(Number(value.toPrecision(12)))
    .replace('.', '')
    .replace(/^0+/, '')
    .replace(/0+$/, '').length;
}

/** "About" lets a number be rounder than the one that was found, never finer. */
function isWithin(value: number, other: number, about: Quantity['about']): boolean {
  const difference = Math.abs(value - other);
  if (difference <= Math.abs(other) * 1e-9) return true;
  if (about === 'exactly' || telling(value) >= telling(other)) return false;
  if (about === 'about') return difference <= Math.abs(other) * 0.06;
  if (about === 'above') return other > value && other <= value * 1.25;
  return about === 'below' && other < value && other >= value * 0.8;
}

/** True where the number of a sentence is the one that was found, or rounded as its words allow. Units are not compared. */
export function sameValue(said: Quantity, found: Quantity): boolean {
  return said.values.some((value) => found.values.some((other) => isWithin(value, other, said.about)));
}

/** True where both say the same amount in different units: 2 km and 2,000 m. */
export function sameAmount(said: Quantity, found: Quantity): boolean {
  const [a, b] = [said.unit, found.unit];
  if (a === null || b === null || a.measures !== b.measures || !convertible.has(a.measures)) return false;
  return said.values.some((value) => found.values.some((other) => isWithin(value * a.factor, other * b.factor, said.about)));
}
