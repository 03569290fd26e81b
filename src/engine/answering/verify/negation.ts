import type { Difference } from './align.ts';
import type { Token } from './tokens.ts';

const negatives = new Set(
  `not no never without none neither nor cannot nothing nobody hardly rarely lack lacks lacked lacking fail fails failed absent absence
  nicht kein keine keinen keiner keinem keines nie niemals ohne weder pas jamais sans aucun aucune ni nunca ningún`.split(/\s+/),
);
const hanNegatives = new Set('不没沒未无無非勿别');
/** With these behind or in front it says nothing against. */
const hanHarmless =
  /^(?:不仅|不但|不断|不斷|不过|不過|不同|不久|不管|不论|不少|不只|不得不|不足|不良|不安|不幸|不禁|无论|无线|無線|无数|无限|非常|非洲|未来|未來|未必|别人|别墅|特别|分别|区别|级别|性别|差别|个别|别名|告别|类别)/u;
const hanHarmlessBefore = /(?:是|特|分|区|级|性|差|个|告|类|识|能|南|北|东|西|中|除|若|莫|绝|毫|从|並|并|尚|仍|还)$/u;
const harmlessAfter = new Set(['only', 'just', 'later', 'until', 'least', 'surprisingly', 'doubt']);

/** How many negations a run of tokens holds that say something against what follows. */
export function negationsIn(tokens: readonly Token[], plain: string): Token[] {
  return tokens.filter((token, index) => {
    if (token.isCjk) {
      if (!hanNegatives.has(token.text)) return false;
      const isHarmless = hanHarmless.test(plain.slice(token.start, token.start + 3));
      const pair = plain.slice(Math.max(0, token.start - 1), token.start);
      return (
        !isHarmless && !(token.text === '别' && hanHarmlessBefore.test(pair)) && !(token.text === '非' && /[北南东西除若是莫]$/u.test(pair))
      );
    }
    const lower = token.text.toLowerCase();
    if (!negatives.has(lower)) return false;
    const after = plain.slice(token.end, token.end + 3);
    return !harmlessAfter.has(tokens[index + 1]?.text.toLowerCase() ?? '') && !/^\.\s?\d/.test(after);
  });
}

const japaneseNegation = /(?:ない|ません|なかった|ず|ぬ)(?=[。、\s]|$|と|が|た|ため|こと)/gu;

/** Japanese negates at the end of a clause. */
export function japaneseNegations(plain: string): number {
  return /\p{Script=Hiragana}/u.test(plain) ? (plain.match(japaneseNegation) ?? []).length : 0;
}

/** Words that turn round by what stands in front of them: able and unable. */
export function isOpposite(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 4 && ['un', 'in', 'im', 'ir', 'il', 'dis', 'non', 'non-'].some((prefix) => long === prefix + short);
}

const antonyms = [
  'increase decrease', 'increased decreased', 'increases decreases', 'rise fall', 'rose fell', 'higher lower', 'more less', 'above below', 'before after',
  'first last', 'largest smallest', 'highest lowest', 'allowed forbidden', 'allowed prohibited', 'permitted prohibited', 'accept reject', 'accepted rejected',
  'win lose', 'won lost', 'include exclude', 'includes excludes', 'with without', 'positive negative', 'success failure', 'true false', 'best worst',
  'major minor', 'maximum minimum', 'early late', 'north south', 'east west', 'northern southern', 'eastern western', 'always never', 'all none',
].map((pair) => pair.split(' ')); // prettier-ignore

/** True where one of the two says the opposite of the other. */
export function areOpposites(said: readonly Token[], found: readonly Token[]): boolean {
  return said.some((a) =>
    found.some((b) => {
      const [left, right] = [a.text.toLowerCase(), b.text.toLowerCase()];
      return isOpposite(left, right) || antonyms.some((pair) => pair.includes(left) && pair.includes(right) && left !== right);
    }),
  );
}

/** True where the sentence negates at this place and the passage does not, or the other way round. */
export function negationDiffers({ said, found }: Difference, saidText: string, foundText: string): boolean {
  return negationsIn(said, saidText).length % 2 !== negationsIn(found, foundText).length % 2;
}
