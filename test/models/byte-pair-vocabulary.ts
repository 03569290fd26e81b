import { wordList } from './word-list.ts';

/** Opens and closes a scripted answer. One token each; the closing one also ends a generation. */
export const scriptMarks = { open: '⟦', close: '⟧' } as const;
/** Ends the prompt of a scripted model. It asks for what an opening mark asks for, but opens no script. */
export const answerToken = '<|answer|>';
/** Stands for nothing: what comes before it plays no part in the choice of a script. */
export const blankToken = '<|blank|>';

const mergeCount = 320;
const controlTokens = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', answerToken, blankToken];
const userDefinedTokens = ['<think>', '</think>'];
const tokenTypes = { normal: 1, control: 3, userDefined: 4 } as const;

export interface BytePairVocabulary {
  tokens: string[];
  types: number[];
  merges: string[];
}

/**
 * A byte-level vocabulary in the layout of GPT-2 and Qwen2: 256 bytes, the merges learned from our word list,
 * the script marks and a few special tokens. The word `assistant` stays in many pieces on purpose: the copy
 * circuit looks six tokens back, and must not tell a scripted line from an earlier turn.
 */
export function bytePairVocabulary(): BytePairVocabulary {
  const alphabet = byteAlphabet();
  const spell = (text: string): string[] => [...Buffer.from(text, 'utf8')].map((byte) => alphabet[byte] ?? '');
  const merges = [...learnMerges(spell), ...markMerges(spell)];
  const tokens = [...alphabet, ...merges.map((merge) => merge.replace(' ', ''))];
  const types = tokens.map((): number => tokenTypes.normal);
  for (const token of controlTokens) types[tokens.push(token) - 1] = tokenTypes.control;
  for (const token of userDefinedTokens) types[tokens.push(token) - 1] = tokenTypes.userDefined;
  return { tokens, types, merges };
}

/** The tokens that stand for the two script marks. */
export function markTokens(vocabulary: BytePairVocabulary): { open: number; close: number } {
  const alphabet = byteAlphabet();
  const token = (mark: string): number => vocabulary.tokens.indexOf([...Buffer.from(mark, 'utf8')].map((byte) => alphabet[byte]).join(''));
  return { open: token(scriptMarks.open), close: token(scriptMarks.close) };
}

/** GPT-2's printable stand-ins for the 256 bytes. */
function byteAlphabet(): string[] {
  let standIns = 0;
  return Array.from({ length: 256 }, (_, byte) => {
    const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
    return String.fromCodePoint(printable ? byte : 256 + standIns++);
  });
}

function markMerges(spell: (text: string) => string[]): string[] {
  const merges = Object.values(scriptMarks).flatMap((mark) => {
    const [first = '', second = '', third = ''] = spell(mark);
    return [`${first} ${second}`, `${first}${second} ${third}`];
  });
  return [...new Set(merges)];
}

function learnMerges(spell: (text: string) => string[]): string[] {
  const words = wordList.flatMap((word, rank) => {
    const weight = Math.max(1, Math.round(400 / (rank + 4)));
    return [
      { pieces: spell(word), weight },
      { pieces: spell(` ${word}`), weight: weight * 4 },
    ];
  });
  const merges: string[] = [];
  while (merges.length < mergeCount) {
    const merge = mostFrequentPair(words);
    if (merge === undefined) break;
    merges.push(merge);
    for (const word of words) word.pieces = mergePair(word.pieces, merge);
  }
  return merges;
}

function mostFrequentPair(words: readonly { pieces: string[]; weight: number }[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { pieces, weight } of words) {
    for (let index = 1; index < pieces.length; index += 1) {
      const pair = `${pieces[index - 1]} ${pieces[index]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + weight);
    }
  }
  let best: string | undefined;
  let bestCount = 0;
  for (const [pair, count] of counts) {
    if (count > bestCount || (count === bestCount && best !== undefined && pair < best)) [best, bestCount] = [pair, count];
  }
  return best;
}

function mergePair(pieces: readonly string[], merge: string): string[] {
  const merged: string[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (last !== undefined && `${last} ${piece}` === merge) merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}
