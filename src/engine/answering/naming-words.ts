import { isCommonTerm } from '../retrieval/common-words.ts';
import { termOf, wordsOf } from '../retrieval/terms.ts';
import { isFunctionWord } from './function-words.ts';

const token = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆]+|[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}_-]*/gu;
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
/** "how high", "wie hoch": the measure that is asked for, not what has it. */
const measures = new Set(['how', 'wie']);
const generic = new Set(
  'mean means happen happens happened detail details example examples thing things bedeutet passiert genau details veut dire signifie significa pasa'.split(
    ' ',
  ),
);

const chineseFrame =
  /什么时候|什么样|为什么|怎么样|怎么办|怎么|多少|多久|多长时间|多长|多大|多高|哪里|哪儿|哪个|哪些|哪[天年家位]|什么|如何|是谁|谁|几[个次天年月]|何时|是否|能否|可以|可不可以|应该|应当|需要|必须|请问|告诉我|关于|根据|以及|还有|那么|[这那][个些份里]?|它们?|(?<!其)他们?|她们?|其中|[的了吗呢吧啊呀是在与或要会]/g;
const japaneseNouns = /[\p{Script=Han}\p{Script=Katakana}ー々〆]{2,}|\p{Script=Han}(?=[はがをの])/gu;
const japaneseFrame = /何[時人個年月日]?|誰|幾ら|彼女?ら?|場合|以外|教/g;

function ofUnspaced(run: string, isJapanese: boolean): string[] {
  if (isJapanese) return run.replaceAll(japaneseFrame, ' ').match(japaneseNouns) ?? [];
  return run.replaceAll(chineseFrame, ' ').split(' ').filter(Boolean);
}

/** One form for two words that are searched for as one. */
export function nameKey(word: string): string {
  return wordsOf(word).map(termOf).join(' ');
}

/**
 * The words of a question that name something, as written, in order and once each: nothing that asks, joins or points.
 * Of Chinese and Japanese the runs between such words.
 */
export function namingWords(question: string): string[] {
  const seen = new Set<string>();
  const isJapanese = kana.test(question);
  let before = '';
  const words = [...question.matchAll(token)].flatMap(([word]) => {
    if (cjk.test(word)) return ofUnspaced(word, isJapanese);
    const lower = word.toLowerCase();
    const isMeasure = measures.has(before);
    before = lower;
    return isMeasure || isFunctionWord(lower) || generic.has(lower) || isCommonTerm(nameKey(word)) ? [] : [word];
  });
  return words.filter((word) => {
    const key = nameKey(word);
    return key !== '' && seen.size !== seen.add(key).size;
  });
}
