/** Where the Symbol font has Greek letters: its code from 0x41, letter by letter. */
const greek: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ'],
    ['abcdefghijklmnopqrstuvwxyz', 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ'],
  ].flatMap(([from = '', to = '']) => Array.from(from, (letter, at) => [letter, to.charAt(at)])),
);

const symbolFont: Readonly<Record<number, string>> = {
  0xa3: '≤',
  0xa5: '∞',
  0xab: '↔',
  0xac: '←',
  0xad: '↑',
  0xae: '→',
  0xaf: '↓',
  0xb0: '°',
  0xb1: '±',
  0xb3: '≥',
  0xb4: '×',
  0xb6: '∂',
  0xb7: '•',
  0xb8: '÷',
  0xb9: '≠',
  0xba: '≡',
  0xbb: '≈',
  0xbc: '…',
  0xc5: '⊕',
  0xc6: '∅',
  0xc7: '∩',
  0xc8: '∪',
  0xce: '∈',
  0xd0: '∠',
  0xd1: '∇',
  0xd5: '∏',
  0xd6: '√',
  0xd9: '∧',
  0xda: '∨',
  0xdb: '⇔',
  0xdc: '⇐',
  0xde: '⇒',
  0xe5: '∑',
  0xf2: '∫',
};

const wingdings: Readonly<Record<number, string>> = {
  0x6c: '●',
  0x6e: '■',
  0x6f: '□',
  0x71: '❑',
  0x9f: '•',
  0xa7: '▪',
  0xa8: '☐',
  0xd8: '➢',
  0xdf: '←',
  0xe0: '→',
  0xe1: '↑',
  0xe2: '↓',
  0xe8: '➔',
  0xf0: '⇨',
  0xfb: '✗',
  0xfc: '✓',
  0xfd: '☒',
  0xfe: '☑',
};

/**
 * What a character of a symbol font shows; empty where only the font knows. Such fonts keep their characters in a
 * private range; `font` is the name the document gives.
 */
export function symbolText(font: string, code: number): string {
  if (!Number.isInteger(code) || code < 0x20 || code > 0x10ffff) return '';
  if (code < 0xe000 || code > 0xf8ff) return String.fromCodePoint(code);
  const at = code - 0xf000;
  if (/^wingdings$/i.test(font)) return wingdings[at] ?? '';
  if (!/^symbol/i.test(font)) return at === 0xb7 ? '•' : '';
  const plain = at >= 0x20 && at < 0x7f ? String.fromCharCode(at) : '';
  return symbolFont[at] ?? greek[plain] ?? (/[^A-Za-z]/.test(plain) ? plain : '');
}

/** The same for each character of the private range in a text. */
export function shownText(text: string, font: string): string {
  return text.replace(/[\uf000-\uf0ff]/g, (char) => symbolText(font, char.charCodeAt(0)));
}
