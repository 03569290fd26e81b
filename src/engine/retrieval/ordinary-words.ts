import { readTokenFile } from '../base/token-file.ts';

let tokens: Buffer | null = null;

/**
 * True for a word that is so frequent in any language that a vocabulary of tokens has it whole. Common misspellings are
 * among them; rare words are not. Takes about a millisecond.
 */
export function isOrdinaryWord(word: string): boolean {
  tokens ??= readTokenFile();
  return tokens.includes(`\n${Buffer.from(` ${word}`).toString('base64')} `);
}
