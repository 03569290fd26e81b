/** A number as a person counts it: `0.digits × 10^point`, at most 15 digits, as spreadsheets keep them. */
export interface Decimal {
  /** Without zeros at either end; empty for zero. */
  digits: string;
  point: number;
}

const SIGNIFICANT_DIGITS = 15;

/** The size of a finite number, its sign left out. */
export function decimalOf(value: number): Decimal {
  if (value === 0) return { digits: '', point: 0 };
  const [mantissa = '0', exponent = '0'] = Math.abs(value)
    .toExponential(SIGNIFICANT_DIGITS - 1)
    .split('e');
  return { digits: mantissa.replace('.', '').replace(/0+$/, ''), point: Number(exponent) + 1 };
}

/** Whole part and exactly `places` digits of the fraction, rounded half away from zero. The whole part of 0.5 is empty. */
export function roundTo({ digits, point }: Decimal, places: number): { whole: string; fraction: string } {
  const kept = point + places;
  let rounded = kept < 0 ? '' : digits.slice(0, kept).padEnd(kept, '0');
  if (kept >= 0 && (digits[kept] ?? '0') >= '5') rounded = plusOne(rounded);
  const padded = rounded.padStart(places, '0');
  return { whole: padded.slice(0, padded.length - places).replace(/^0+/, ''), fraction: padded.slice(padded.length - places) };
}

function plusOne(digits: string): string {
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const head = digits.slice(0, digits.length - nines);
  const last = head === '' ? '1' : head.slice(0, -1) + String(Number(head.at(-1)) + 1);
  return last + '0'.repeat(nines);
}
