import { type Decimal, decimalOf, roundTo } from './decimal.ts';
import type { FormatToken } from './parse-format.ts';

type Digit = '0' | '#' | '?';

const isDigit = (token: FormatToken | undefined): boolean => token?.type === 'digit';
const countDigits = (tokens: readonly FormatToken[]): number => tokens.filter(isDigit).length;

/** The size of a number as a section of digits shows it, the sign left out. */
export function formatDigits(value: number, section: readonly FormatToken[]): string {
  const tokens = section.filter((token) => token.type !== 'general' && token.type !== 'text');
  if (countDigits(tokens) === 0) return tokens.map(literal).join('');
  const slash = tokens.findIndex((token) => token.type === 'slash');
  if (slash !== -1 && tokens.slice(0, slash).some(isDigit)) return formatFraction(Math.abs(value), tokens, slash);
  const exponent = tokens.findIndex((token) => token.type === 'exponent');
  const mantissa = exponent === -1 ? tokens : tokens.slice(0, exponent);
  const percents = tokens.filter((token) => token.type === 'percent').length;
  const decimal = decimalOf(value);
  const scaled = { ...decimal, point: decimal.digits === '' ? 0 : decimal.point + 2 * percents };
  return exponent === -1 ? formatFixed(scaled, tokens) : formatScientific(scaled, mantissa, tokens.slice(exponent));
}

function literal(token: FormatToken): string {
  if (token.type === 'literal') return token.text;
  return { percent: '%', slash: '/', point: '.', comma: ',' }[token.type as string] ?? '';
}

function formatFixed(decimal: Decimal, tokens: readonly FormatToken[]): string {
  const point = tokens.findIndex((token) => token.type === 'point');
  const wholeTokens = point === -1 ? tokens : tokens.slice(0, point);
  const fractionTokens = point === -1 ? [] : tokens.slice(point + 1);
  const lastDigit = wholeTokens.findLastIndex(isDigit);
  const firstDigit = wholeTokens.findIndex(isDigit);
  const scalingCommas = commasAfter(wholeTokens, lastDigit) + commasAfter(fractionTokens, fractionTokens.findLastIndex(isDigit));
  const isGrouped = wholeTokens.some((token, at) => token.type === 'comma' && at > firstDigit && at < lastDigit);
  const shifted = { ...decimal, point: decimal.point - 3 * scalingCommas };
  const { whole, fraction } = roundTo(shifted, countDigits(fractionTokens));
  const shownWhole = wholePart(whole, wholeTokens, isGrouped, firstDigit);
  if (point === -1) return shownWhole;
  return `${countDigits(wholeTokens) === 0 ? shownWhole + whole : shownWhole}.${fractionPart(fraction, fractionTokens)}`;
}

function commasAfter(tokens: readonly FormatToken[], digit: number): number {
  if (digit === -1) return 0;
  let commas = 0;
  while (tokens[digit + 1 + commas]?.type === 'comma') commas += 1;
  return commas;
}

/** Digits go into their places from the right; those that have none stand before the first. */
function wholePart(whole: string, tokens: readonly FormatToken[], isGrouped: boolean, firstDigit: number): string {
  let left = countDigits(tokens);
  return tokens
    .map((token, at) => {
      if (token.type === 'comma') return at < firstDigit ? ',' : '';
      if (token.type !== 'digit') return literal(token);
      left -= 1;
      const isFirst = at === firstDigit;
      const from = isFirst ? 0 : whole.length - left - 1;
      const own = whole.slice(Math.max(0, from), Math.max(0, whole.length - left));
      const filled = own === '' ? filler(token.digit) : own;
      return isGrouped ? grouped(filled, left) : filled;
    })
    .join('');
}

const filler = (digit: Digit): string => ({ '0': '0', '#': '', '?': ' ' })[digit];

/** Commas after those of `digits` that have a multiple of three to their right; `left` digits follow these. */
function grouped(digits: string, left: number): string {
  let text = '';
  for (let at = 0; at < digits.length; at += 1) {
    const right = left + digits.length - 1 - at;
    text += digits[at] ?? '';
    if (right > 0 && right % 3 === 0 && digits[at] !== ' ') text += ',';
  }
  return text;
}

function fractionPart(fraction: string, tokens: readonly FormatToken[]): string {
  let at = 0;
  return tokens
    .map((token) => {
      if (token.type === 'comma') return '';
      if (token.type !== 'digit') return literal(token);
      const isEmpty = /^0*$/.test(fraction.slice(at));
      const digit = fraction[at] ?? '0';
      at += 1;
      return isEmpty && token.digit !== '0' ? filler(token.digit) : digit;
    })
    .join('');
}

function formatScientific(decimal: Decimal, mantissa: readonly FormatToken[], after: readonly FormatToken[]): string {
  const point = mantissa.findIndex((token) => token.type === 'point');
  const step = Math.max(1, countDigits(point === -1 ? mantissa : mantissa.slice(0, point)));
  const places = point === -1 ? 0 : countDigits(mantissa.slice(point));
  let exponent = decimal.digits === '' ? 0 : Math.floor((decimal.point - 1) / step) * step;
  const at = (power: number): Decimal => ({ ...decimal, point: decimal.point - power });
  if (roundTo(at(exponent), places).whole.length > step) exponent += step;
  const [sign, ...digits] = after;
  const shown = String(Math.abs(exponent)).padStart(countDigits(digits), '0');
  const plus = sign?.type === 'exponent' && sign.showsPlus ? '+' : '';
  const lastDigit = digits.findLastIndex(isDigit);
  return `${formatFixed(at(exponent), mantissa)}E${exponent < 0 ? '-' : plus}${shown}${digits
    .slice(lastDigit + 1)
    .map(literal)
    .join('')}`;
}

/** “# ?/?” and “# ?/8”: whole part, then the nearest fraction whose denominator has the digits asked for. */
function formatFraction(value: number, tokens: readonly FormatToken[], slash: number): string {
  let start = slash;
  while (start > 0 && isDigit(tokens[start - 1])) start -= 1;
  const wholeTokens = tokens.slice(0, start);
  const hasWhole = wholeTokens.some(isDigit);
  const below = tokens.slice(slash + 1);
  const fixed = Number(
    /^\d+/.exec(
      below
        .map((token) => (token.type === 'digit' && token.digit !== '0' ? ' ' : literal(token) || '0'))
        .join('')
        .trim(),
    )?.[0],
  );
  const whole = hasWhole ? Math.floor(value) : 0;
  const [above, under] =
    fixed > 0 ? [Math.round((value - whole) * fixed), fixed] : nearest(value - whole, 10 ** Math.min(countDigits(below), 4) - 1);
  const carried = hasWhole && above === under ? whole + 1 : whole;
  const rest = carried === whole ? above : 0;
  if (hasWhole && rest === 0) return String(carried);
  return `${hasWhole && carried > 0 ? `${carried} ` : ''}${rest}/${under}`;
}

function nearest(value: number, maxDenominator: number): [number, number] {
  let best: [number, number] = [Math.round(value), 1];
  for (let under = 1; under <= maxDenominator; under += 1) {
    const above = Math.round(value * under);
    if (Math.abs(above / under - value) < Math.abs(best[0] / best[1] - value) - 1e-12) best = [above, under];
  }
  return best;
}

/** A number without a format of its own: eleven characters, but whole numbers with all their digits so that they can be found. */
export function formatGeneral(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (size === 0) return '0';
  if (Number.isInteger(value) && size < 1e15) return String(value);
  if (size >= 1e11 || size < 1e-4) {
    const [mantissa = '', exponent = '0'] = size.toExponential(5).split('e');
    const power = Number(exponent);
    return `${sign}${mantissa.replace(/\.?0+$/, '')}E${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const decimal = decimalOf(value);
  // Eleven digits before the point leave no room behind it.
  const places = Math.max(0, Math.min(10 - Math.max(1, decimal.point), 9));
  const { whole, fraction } = roundTo(decimal, places);
  const shown = fraction.replace(/0+$/, '');
  return `${sign}${whole === '' ? '0' : whole}${shown === '' ? '' : `.${shown}`}`;
}
