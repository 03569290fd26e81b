import { wordList } from './word-list.ts';

const specialTokens = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const characters = [...letters, ...`0123456789.,;:!?()[]{}<>-_/\\'"@#$%^&*+=|~\``.split('')];
/** How llama.cpp marks the pieces that begin a word. */
const wordStart = '\u2581';

export interface WordPieceVocabulary {
  tokens: string[];
  types: number[];
  special: { padding: number; unknown: number; start: number; separator: number; mask: number };
  /** True for tokens that carry meaning: neither special nor punctuation. */
  isWord(token: number): boolean;
}

/** A lower-case WordPiece vocabulary: single characters, letter pairs and the words of our list. */
export function wordPieceVocabulary(): WordPieceVocabulary {
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  const words = wordList.filter((word) => word.length > 1).map((word) => wordStart + word);
  const single = characters.flatMap((character) => [wordStart + character, character]);
  const tokens = [...new Set([...specialTokens, ...single, ...words, ...pairs])];
  const types = tokens.map((token) => (token === '[UNK]' ? 2 : specialTokens.includes(token) ? 3 : 1));
  return {
    tokens,
    types,
    special: { padding: 0, unknown: 1, start: 2, separator: 3, mask: 4 },
    isWord: (token) => token >= specialTokens.length && /[a-z0-9]/.test(tokens[token] ?? ''),
  };
}
