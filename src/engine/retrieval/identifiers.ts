import { phraseWordsOf } from './terms.ts';

/** Something of a question that stands in a document as it is written, or not at all. */
export interface Identifier {
  /** Its words in order, as a phrase of the full-text index. */
  words: string[];
  /** Chunks that hold it come before all others, where it is rare; else it is one more thing to rank by. */
  isStrong: boolean;
}

const patterns = {
  iban: /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?(?![\p{L}\p{N}])/gu,
  phone: /(?<![\p{L}\p{N}+])(?:\+\d{1,3}|\(?0\d{1,5}\)?)(?:[ \-/()]{1,3}\d{2,}){1,5}(?![\p{L}\p{N}])/gu,
  section: /§+ ?\d+[\p{L}\d.()/-]*/gu,
  cjkNumber: /第? ?[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)* ?\p{Script=Han}/gu,
  numbered: /(?<![\p{L}\p{N}])\p{L}{2,}\.? (?:[A-Z]\.?)?\d[\p{L}\d.()/-]*/gu,
  token: /[^\s"“”„«»「」『』\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu,
};

const edges = /^[^\p{L}\p{N}§.]+|[^\p{L}\p{N}+#)]+$/gu;
const ordinal = /^\d+(?:st|nd|rd|th|s|er|e|ème)$/i;
const inner = /[\p{L}\p{N})\]][^\p{L}\p{N}\p{M}\s'’]+[\p{L}\p{N}]/u;
const camel = /\p{Ll}\p{Lu}\p{Ll}|\p{Lu}{2}\p{Ll}{2}/u;
const symbol = /^(?:[A-Za-z][A-Za-z0-9]*\+\+|[A-Z]#|\.(?:NET|Net|net))$/;
const address = /^(?:\w+:\/\/)?(?:www\.)?/i;

function tokenIdentifier(raw: string): Identifier | null {
  const token = raw
    .replace(edges, '')
    .replace(/^\.(?!net\b)+/i, '')
    .replace(/^[^()]*\)$/, (text) => text.slice(0, -1));
  if (symbol.test(token)) return { words: phraseWordsOf(token), isStrong: true };
  const bare = token.replace(address, '');
  const hasDigit = /\p{N}/u.test(bare);
  const hasInner = inner.test(bare);
  const isMixed = hasDigit && /\p{L}/u.test(bare) && !ordinal.test(bare);
  const isSymbol = /[_@\\]|::|->|\.\w+\(/.test(bare) || camel.test(bare) || bare !== token;
  if (!hasInner && !isMixed && !isSymbol) return null;
  const words = phraseWordsOf(bare.replaceAll(/(?<![\p{L}\p{N}])[vV](?=\d+\.\d)/gu, ''), 'joined');
  if (words.length === 0) return null;
  const isProse = /(?<!\p{L})\p{Ll}{3,}(?!\p{L})/u.test(bare) && !isSymbol && !/\d.*[-./]\d/.test(bare);
  const letters = words.join('').length;
  const isName = /^\p{L}{2,}(?:\.\p{L}{2,})+$/u.test(bare) && !/\.\p{Lu}\p{Ll}/u.test(bare);
  const isLong = letters >= 4 || words.length >= 3;
  return { words, isStrong: isName || isSymbol || (hasDigit && isLong && !isProse) };
}

/**
 * Part numbers, sections, code symbols, addresses, file names, amounts, dates and the like in a text. What only looks
 * like one does no harm: it is one more phrase to rank by.
 */
export function identifiersIn(text: string): Identifier[] {
  const found: Identifier[] = [];
  let rest = text;
  const take = (pattern: RegExp, toIdentifier: (match: string) => Identifier | null): void => {
    for (const match of rest.match(pattern) ?? []) {
      const identifier = toIdentifier(match);
      if (identifier !== null && identifier.words.length > 0) found.push(identifier);
    }
  };
  take(patterns.iban, (match) => ({ words: phraseWordsOf(match.replaceAll(' ', '')), isStrong: true }));
  rest = rest.replace(patterns.iban, ' ');
  take(patterns.phone, (match) => {
    const digits = match.replaceAll(/\D/g, '');
    return digits.length < 7 ? null : { words: phraseWordsOf(match, 'joined'), isStrong: true };
  });
  rest = rest.replace(patterns.phone, (match) => (match.replaceAll(/\D/g, '').length < 7 ? match : ' '));
  take(patterns.section, (match) => ({ words: phraseWordsOf(match), isStrong: true }));
  take(patterns.cjkNumber, (match) => ({ words: phraseWordsOf(match), isStrong: match.startsWith('第') }));
  take(patterns.numbered, (match) => ({ words: phraseWordsOf(match.replace(/[.)]+$/, '')), isStrong: false }));
  take(patterns.token, tokenIdentifier);
  const seen = new Set<string>();
  return found.filter(({ words }) => {
    const key = words.join(' ');
    return seen.has(key) ? false : seen.add(key);
  });
}
