import { isCommonTerm } from '../retrieval/common-words.ts';
import { termOf, wordsOf } from '../retrieval/terms.ts';

const pointing = new Set(
  'it its they them their theirs this that these those he him his she her hers there then one ones former latter same such er sie es ihr ihm ihn dort dies diese dieser dieses il elle ils elles leur ce cela'.split(
    ' ',
  ),
);
const pointingCjk = /[它他她其该]|这[个些]?|那[个些]?|[そこ]れ|[そこ]の|彼|それら|これら/;
const carryingOn =
  /^\s*(?:and|but|or|so|also|what about|how about|what else|why|how so|und|aber|et|y|那么?|还有|呢|では|じゃあ)\b|呢[？?]?\s*$|^(?:那|还有|では|じゃあ)/i;
const fewTerms = 2;

/** The words of a question that name something, in order, once each. */
export function namingWords(question: string): string[] {
  const seen = new Set<string>();
  return wordsOf(question).filter((word) => {
    const term = termOf(word);
    if (seen.has(term) || isCommonTerm(term) || pointing.has(word)) return false;
    seen.add(term);
    return true;
  });
}

/** True when a question leans on what was said before: it points ("it", "they"), carries on ("and …") or names almost nothing. */
export function leansOnBefore(question: string): boolean {
  if (carryingOn.test(question) || pointingCjk.test(question)) return true;
  const words = question.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  return words.some((word) => pointing.has(word)) || namingWords(question).length < fewTerms;
}

/** A stand-alone query by rule: the question with the naming words of the one before. */
export function carryOver(question: string, previousQuestion: string): string {
  const own = new Set(namingWords(question).map(termOf));
  const carried = namingWords(previousQuestion).filter((word) => !own.has(termOf(word)));
  return carried.length === 0 ? question : `${question} ${carried.join(' ')}`;
}
