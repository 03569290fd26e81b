const LARGEST_ROMAN = 3_999;
const LARGEST_LETTERS = 780;

const romanDigits: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** “iv” for 4; digits for what Roman numerals cannot say. */
export function roman(value: number): string {
  if (value < 1 || value > LARGEST_ROMAN) return String(value);
  let rest = value;
  let text = '';
  for (const [worth, digit] of romanDigits) {
    for (; rest >= worth; rest -= worth) text += digit;
  }
  return text;
}

/** “a” to “z”, then “aa”, “bb”, as word processors count. */
export function letters(value: number): string {
  if (value < 1 || value > LARGEST_LETTERS) return String(value);
  return String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.ceil(value / 26));
}

/** “1st”, “2nd”, “11th”. */
export function ordinal(value: number): string {
  const tens = value % 100;
  const ending = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${ending}`;
}

const chineseDigits = '〇一二三四五六七八九';

/** “二十三” for 23; digits from 100 on. */
export function chinese(value: number): string {
  if (value < 0 || value > 99) return String(value);
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return chineseDigits.charAt(ones);
  return `${tens === 1 ? '' : chineseDigits.charAt(tens)}十${ones === 0 ? '' : chineseDigits.charAt(ones)}`;
}

/** “③” for 3; digits beyond 20. */
export function circled(value: number): string {
  return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value);
}

/** The character a list shows before its items. Fonts of symbols keep theirs in a private range, where only they know them. */
export function bullet(text: string): string {
  const char = text.trim();
  if (char === '' || /^[\ue000-\uf8ff]/.test(char)) return '•';
  return char === 'o' ? '◦' : char;
}
