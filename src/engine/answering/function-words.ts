/** Words that hold a sentence together, by the languages that questions are most often asked in here. */
const listed = {
  en: `the a an of in on at for from with without about by to as since between during within per is are was were be been do does did can could has have had will would
    shall should must may might not and or but if when while because before after until once where what who whose whom which why how
    there it its they them their he him his she her this that these those one ones also so then than much many any all me you your i
    we our tell show give explain please more else`,
  de: `der die das den dem des ein eine einen einem einer eines und oder aber auch noch denn in im an am auf bei beim mit ohne von vom zu
    zum zur aus nach vor über unter für gegen durch um als wie seit zwischen während pro ist sind war waren wird werden wurde wurden hat haben hatte hatten kann
    können darf dürfen muss müssen soll sollen nicht kein keine wenn dass weil ob bevor nachdem bis wo was wer wem wen wann warum wieso
    wieviel welche welcher welches welchen welchem es er sie ihn ihm ihr ihre ihren ihrem seine sein seinen dies diese dieser dieses
    diesen diesem gibt sich man mir mich ich wir uns dort hier viel lange hoch sagen bitte mehr steht`,
  fr: `le la les l un une des du de d et ou mais aussi en dans sur sous avec sans pour par contre entre depuis pendant vers chez à au aux est sont était
    étaient sera seront a ont avait peut peuvent doit doivent ne pas plus si quand que qu qui quoi dont où comment pourquoi combien quel
    quelle quels quelles lequel laquelle il elle ils elles lui leur leurs son sa ses ce c cet cette ces cela ça celui celle ceux se s y
    t je tu nous vous me moi faut`,
  es: `el la los las lo un una unos unas de del y e o u pero también en a al con sin para por contra entre desde durante sobre es son era eran será fue
    fueron ha han hay puede pueden debe deben no si cuando que qué quién quiénes cuál cuáles cuándo dónde cómo cuánto cuánta cuántos
    cuántas él ella ellos ellas su sus este esta estos estas esto ese esa esos esas eso se le les me yo nosotros más`,
} as const;

export type AskedLanguage = keyof typeof listed;

const wordSets = Object.entries(listed).map(([language, words]) => ({
  language: language as AskedLanguage,
  words: new Set(words.split(/\s+/)),
}));

/** True for a lower-case word that holds a sentence together in one of these languages. */
export function isFunctionWord(word: string): boolean {
  return wordSets.some(({ words }) => words.has(word));
}

/** The language that most of the small words of a text are of; null where two are as likely, or none. */
export function languageOfSmallWords(text: string): AskedLanguage | null {
  const tokens = text.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const [best, next] = wordSets
    .map(({ language, words }) => ({ language, count: tokens.filter((token) => words.has(token)).length }))
    .toSorted((a, b) => b.count - a.count);
  return best !== undefined && best.count > 0 && best.count > (next?.count ?? 0) ? best.language : null;
}
