import { languageOfSmallWords } from './function-words.ts';
import { namingWords } from './naming-words.ts';

/** Any of these alternatives as whole words. */
const whole = (alternatives: string): string => String.raw`(?<![\p{L}\p{M}])(?:${alternatives})(?![\p{L}\p{M}])`;
const anyOf = (flags: string, ...patterns: string[]): RegExp => new RegExp(patterns.join('|'), flags);

/* What stands for a person or thing that was named, here or in the question before. */
const pronoun = anyOf(
  'giu',
  whole('its?|itself|they|them|theirs?|themselves|he|him|his|she|hers?|former|latter'),
  whole('elles?|ils?|lui|leurs?|sa|ses|celui(?:-ci|-là)?|celles?(?:-ci|-là)?|ceux(?:-ci|-là)?'),
  whole('él|ellas?|ellos|sus?'),
);
/* A capital says that the one addressed is meant, but at the beginning. */
const germanPronoun = anyOf(
  'gu',
  whole('[Ee]r|sie|es|ih(?:n|m|nen|r|re[nmrs]?)|[Ss]eine[nmrs]?'),
  whole('[Dd]a(?:von|für|mit|rin|zu|ran|rauf|bei|durch|rüber|gegen)'),
  String.raw`^\s*Sie(?!\p{L})`,
);
const germanDas = /(?<!\p{L})das(?:\s+\p{Ll}+)*\s*[?.!]*$/iu;
const demonstrative = anyOf(
  'iu',
  whole('(?:this|these|those)(?! (?:years?|months?|weeks?|days?|who|that))'),
  whole('(?:is|does|do|did|was|about|in|of|for|with|why|on|under|after|before|to|from|if|would|will|can|like) that(?! the)'),
  String.raw`(?:^|[.?!,] )that(?!\p{L})`,
  whole(String.raw`(?:this|that|which|the \p{L}+|another|other) ones?`),
  whole(String.raw`(?<!(?:is|are|was|were|be|been) )there(?! (?:is|are|was|were|any|be|has|have))`),
  whole('diese[nmrs]?|jene[nmrs]?|dies|dort|letztere[nmrs]?'),
  whole('c(?:et|ette|es|ela)|ça|ce(?! qu)'),
  whole('est[eao]s|este|esta|esto|es[eao]s|ese|esa|eso|aquel(?:l[ao]s?)?|allí|ahí'),
);
const emptySubject = anyOf(
  'giu',
  whole('it (?:is |was )?(?:possible|necessary|true|required|allowed|legal|safe|important)'),
  whole('(?:is|was) it (?:possible|necessary|true|required|allowed|legal|safe|important)'),
  whole('does it take (?:to|for)|gibt es|es gibt'),
  whole('est-ce que?|qu.est-ce qu[ei]?|c.est|y a-t-il|il y a|il faut|faut-il|est-il (?:possible|permis)'),
);
const chinesePointing = /它|(?<!其)[他她]|其(?!他|它|实|余|次|中一)|(?<!应)该|这(?!样)|那(?!么多)|上述|前者|后者|此(?=[人项事条款])/;
const japanesePointing = /[それこあ]れ(?!ぞれ|から|では)|[そこあ]の(?!他|ため|ほか)|彼|そこ[にで]|後者|前者/;
const koreanPointing = /(?:^|\s)(?:그|이|저)(?:것|들|\s)/;

/* What joins a question to the one before. */
const carryingOn = anyOf(
  'iu',
  String.raw`^[\s¿]*${whole('and|but|or|so|also|what about|how about|what else|why|how so|same for')}`,
  String.raw`^[\s¿]*${whole('und|aber|oder|was ist mit|wie sieht es|wie steht es|warum|wieso')}`,
  String.raw`^[\s¿]*${whole('et|mais|pourquoi|qu.en est-il|y|pero|por qué|qué hay de|qué pasa con')}`,
  String.raw`^\s*(?:那么?(?![些个])|还有|另外|而且|では|じゃあ?|それでは|ちなみに|また|そして|그럼|그러면|그리고)`,
  String.raw`呢\s*[？?]?\s*$`,
  String.raw`^[^、。？?]{1,14}(?:は|の場合は?)\s*[？?]\s*$`,
);
const definition = anyOf(
  'iu',
  String.raw`^[\s¿]*${whole('(?:what|who) (?:is|are|was|were)(?! the )|define|was ist(?! mit )|was sind|was bedeutet|wer (?:ist|war)')}`,
  String.raw`^[\s¿]*${whole('qui est|qu.est-ce qu[ei]|que signifie|qué es|quién es')}`,
  '什么是|是什么|とは',
);
/* A quotation, a part number: it names what it names in any thread. */
const identifier = anyOf(
  'u',
  String.raw`["“„«「『][^"”»」』]+["”»」』]`,
  String.raw`(?<![\p{L}\p{N}])(?=[\p{L}\p{N}._/-]*\p{L})(?=[\p{L}\p{N}._/-]*\p{N})[\p{L}\p{N}._/-]{3,}`,
);
/* A word joining equals is the first group. */
const boundary = anyOf(
  'giu',
  '[,;:]',
  whole('(and|und|et|y|o|or|oder|ou)'),
  whole('when|if|while|because|before|after|until|once|where|whether|although|since|but|who|which|that'),
  whole('wenn|dass|weil|ob|bevor|nachdem|bis|aber|als|quand|si|que|parce|avant|après|mais|cuando|porque|pero'),
);
const nameWithin = /[\p{L}'’]\s+\p{Lu}[\p{L}\p{N}]/u;
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;

const fewestNames = 2;
const mostNamesAfterAnd = 3;
const fewestCharacters = 3;

/** True when what a pronoun at `index` stands for was named earlier in the same question. */
function isNamedBefore(question: string, index: number, isGerman: boolean): boolean {
  const before = question.slice(0, index);
  const last = [...before.matchAll(boundary)].at(-1);
  if (last !== undefined && namingWords(before.slice(0, last.index)).length >= (last[1] === undefined ? fewestNames : 1)) return true;
  return !isGerman && nameWithin.test(before);
}

/** True when a question points at something that it does not name itself. */
export function pointsBack(question: string): boolean {
  if (kana.test(question)) return japanesePointing.test(question);
  if (unspaced.test(question)) return chinesePointing.test(question);
  const text = question.replaceAll(emptySubject, ' ');
  if (demonstrative.test(text) || koreanPointing.test(text)) return true;
  const isGerman = languageOfSmallWords(text) === 'de';
  if (isGerman && germanDas.test(text)) return true;
  return [...text.matchAll(isGerman ? germanPronoun : pronoun)].some(({ index }) => !isNamedBefore(text, index, isGerman));
}

/**
 * True when a question leans on what was said before: it points ("it", "they"), carries on ("and …") or names almost
 * nothing.
 */
export function leansOnBefore(question: string): boolean {
  if (pointsBack(question)) return true;
  const isUnspaced = unspaced.test(question);
  const names = namingWords(question);
  if (carryingOn.test(question.replaceAll(emptySubject, ' ').trimStart())) return isUnspaced || names.length <= mostNamesAfterAnd;
  if (identifier.test(question) || (names.length > 0 && definition.test(question))) return false;
  return isUnspaced ? names.join('').length < fewestCharacters : names.length < fewestNames;
}
