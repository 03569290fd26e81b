import { stemWord } from './word-stem.ts';

const endings = ['ed', 'ing', 'ies', 'es', 'ation', 'ations', 'ational', 'ional', 'ity', 'ities', 'ness', 'ment', 'ments', 'able', 'ible', 'ance', 'ence', 'ously', 'ically', 'ively', 'izer', 'ize', 'ized', 'ful', 'fulness', 'ate', 'ated', 'ates', 'ator', 'al', 'ally', 'ive', 'ism', 'ely', 'ent', 'er', 'ers']; // prettier-ignore
const shortestStem = 4;

/**
 * English words that a beginning may grow into whose stem is shorter than the beginning, one for each stem: nothing in
 * the index begins with `universi`, for university stands there as `univers`.
 */
export function completionsOf(beginning: string): string[] {
  const words = new Map<string, string>();
  for (const ending of endings) {
    for (let begun = 1; begun < ending.length; begun += 1) {
      if (!beginning.endsWith(ending.slice(0, begun))) continue;
      const word = beginning.slice(0, -begun) + ending;
      const stem = stemWord(word);
      if (stem.length >= shortestStem && stem.length < beginning.length && beginning.startsWith(stem)) words.set(stem, word);
    }
  }
  return [...words.values()];
}
