import { datesIn } from '../retrieval/dates-in.ts';
import { monthOfName } from '../retrieval/month-names.ts';
import { isFunctionWord, languageOfSmallWords } from './function-words.ts';
import { leansOnBefore, pointsBack } from './leaning.ts';
import { nameKey, namingWords } from './naming-words.ts';

/** What a question may go on from. */
export interface EarlierTurn {
  /** The question before, as it could be searched without its thread. */
  query: string;
  /** What it said about where to look, as it can be typed. */
  fields: string;
  /** Names of the documents its answer cites, in the order of their first citation. */
  documents: readonly string[];
}

/** "And in Hamburg?": a new part for a place in the question before. */
interface Ellipsis {
  preposition: string | null;
  part: string;
}

const mostCarried = 8;
const mostEllipsisWords = 5;
const opening =
  /^[\s¿]*(?:(?:and|but|or|so|also|what about|how about|same for|und|aber|oder|was ist mit|wie ist es|et|mais|qu.en est-il|y|pero|qué hay de|qué pasa con)(?![\p{L}]))?\s*/iu;
const prepositions = new Set(
  'in on at of for from with under by per im am auf bei für von vom zum zur nach mit en au aux à pour de du des chez dans a para con'.split(
    ' ',
  ),
);
const article = /^(?:the|an?|der|die|das|den|dem|eine[nmrs]?|les?|la|un|une|el|los|las|l['’])(?:\s+|(?<=['’]))/iu;
const word = /[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’._-]*/gu;
const chineseEllipsis = /^\s*(?:那么?|还有)?\s*(?<part>[^，。？?]{1,12}?)呢?\s*[？?]?\s*$/u;
const japaneseEllipsis = /^\s*(?:では|じゃあ?|それでは)?、?\s*(?<part>[^、。？?]{1,12}?)(?:の場合)?は?\s*[？?]?\s*$/u;
const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const han = /\p{Script=Han}/u;

function ellipsisOf(question: string): Ellipsis | null {
  if (kana.test(question) || han.test(question)) {
    const match = (kana.test(question) ? japaneseEllipsis : chineseEllipsis).exec(question);
    return match?.groups?.['part'] === undefined ? null : { preposition: null, part: match.groups['part'] };
  }
  const rest = question.replace(opening, '').replace(/[\s?.!]+$/, '');
  const words = rest.match(word) ?? [];
  if (words.length === 0 || words.length > mostEllipsisWords) return null;
  const first = words[0]?.toLowerCase() ?? '';
  const preposition = prepositions.has(first) && words.length > 1 ? first : null;
  const part = (preposition === null ? rest : rest.slice(rest.indexOf(words[0] ?? '') + first.length)).trim().replace(article, '');
  // What holds a verb or asks something new is no part of another question.
  const isPart = (part.match(word) ?? []).every((each) => !isFunctionWord(each.toLowerCase()) || monthOfName(each) !== null);
  return isPart && part !== '' ? { preposition, part } : null;
}

/** The one date of `query` with what `part` says anew: "2023" for a year, "April" for a month. */
function withDate(query: string, part: string): string | null {
  const [date, second] = datesIn(query);
  const [named] = datesIn(part);
  const [reading] = named?.readings ?? [];
  if (date === undefined || second !== undefined) return null;
  const written = query.slice(date.start, date.end);
  const put = (text: string): string => query.slice(0, date.start) + text + query.slice(date.end);
  if (reading === undefined) {
    const month = (written.match(/\p{L}+/gu) ?? []).find((each) => monthOfName(each) !== null);
    return monthOfName(part) === null || month === undefined ? null : put(written.replace(month, part));
  }
  const isYear = reading.month === null && reading.year !== null;
  if (!isYear || !/\p{L}/u.test(written.replaceAll(/[年月日]/g, ''))) return put(part);
  return put(written.replace(/\d{4}/, String(reading.year)));
}

/** Replaces what follows the same preposition. */
function withPart(query: string, { preposition, part }: Ellipsis): string | null {
  const tokens = [...query.matchAll(word)];
  const at = tokens.findIndex(([each]) => each.toLowerCase() === preposition);
  if (at === -1) return null;
  let first = at + 1;
  while (article.test(`${tokens[first]?.[0] ?? ''} `)) first += 1;
  let end = first;
  const isName = (index: number): boolean => {
    const [text] = tokens[index] ?? [''];
    const gap = query.slice((tokens[index - 1]?.index ?? 0) + (tokens[index - 1]?.[0].length ?? 0), tokens[index]?.index);
    return text !== '' && !isFunctionWord(text.toLowerCase()) && (index === first || gap.trim() === '');
  };
  while (isName(end)) end += 1;
  const [from, to] = [tokens[first], tokens[end - 1]];
  if (end === first || from === undefined || to === undefined) return null;
  const replaced = query.slice(from.index, to.index + to[0].length);
  if (datesIn(replaced).length > 0) return null;
  return query.slice(0, from.index) + part + query.slice(to.index + to[0].length);
}

/** Replaces the only name of the query with another name; in German every noun looks like one. */
function withName(query: string, part: string): string | null {
  if (!/^\p{Lu}/u.test(part) || languageOfSmallWords(query) === 'de') return null;
  const [name, second] = [...query.matchAll(/(?<=[\p{L}'’]\s+|['’])\p{Lu}[\p{L}\p{N}'’.-]*(?:\s+\p{Lu}[\p{L}\p{N}'’.-]*)*/gu)];
  if (name === undefined || second !== undefined) return null;
  return query.slice(0, name.index) + part + query.slice(name.index + name[0].length);
}

/** Replaces the one word that looks as this one does: another country by its last character, another katakana name. */
function withLikeWord(query: string, part: string): string | null {
  const suffix = /[国省市县州部]$/u.exec(part)?.[0];
  if (suffix !== undefined) {
    const like = new RegExp(String.raw`(?<=^|[的了是在和与于，])[\p{Script=Han}]{${part.length - 1}}${suffix}`, 'gu');
    const [first, second] = [...query.matchAll(like)];
    return first === undefined || second !== undefined ? null : query.replace(first[0], part);
  }
  if (!/^[\p{Script=Katakana}ー]+$/u.test(part)) return null;
  const [first, second] = query.match(/[\p{Script=Katakana}ー]{2,}/gu) ?? [];
  return first === undefined || second !== undefined ? null : query.replace(first, part);
}

function substitute(query: string, ellipsis: Ellipsis): string | null {
  const { preposition, part } = ellipsis;
  if (datesIn(part).length > 0 || monthOfName(part) !== null) return withDate(query, part);
  if (kana.test(part) || han.test(part)) return withLikeWord(query, part);
  return preposition === null ? withName(query, part) : withPart(query, ellipsis);
}

/** The question with the naming words of the one before that it does not hold itself; a date of its own replaces that one's. */
function carryOver(question: string, query: string): string {
  const before =
    datesIn(question).length === 0
      ? query
      : datesIn(query)
          .toReversed()
          .reduce((text, { start, end }) => `${text.slice(0, start)} ${text.slice(end)}`, query);
  const own = new Set(namingWords(question).map(nameKey));
  const carried = namingWords(before).filter((each) => !own.has(nameKey(each)));
  return [question, ...carried.slice(0, mostCarried)].join(' ');
}

const pointedDocument =
  /(?<![\p{L}])(?:(?:this|that|the same) (?:document|file)|diese[mnrs]? (?:dokument|datei)|ce (?:document|fichier)|este (?:documento|archivo))(?![\p{L}])|(?:这|那|该)(?:[份个])?(?:文件|文档)|[こそ]の(?:文書|ファイル|資料)/iu;
const numberedDocument =
  /(?<![\p{L}])(?:the (?<en>first|second|third|last) (?:document|file|source)|(?<de>erste|zweite|dritte|letzte)[nrsm]? (?:dokument|datei|quelle)|(?<fr>premi(?:er|ère)|deuxième|troisième|derni(?:er|ère)) (?:document|fichier|source))(?![\p{L}])|第(?<zh>[一二三])[份个]?(?:文件|文档)|(?<ja>[一二三])[つ番]目の(?:文書|ファイル|資料)/iu;
const ordinals = ['first erste premier première 一', 'second zweite deuxième 二', 'third dritte troisième 三'].map((names) =>
  names.split(' '),
);

/** The cited document that a question points at: "that file" where there is one, "the second document" where there are more. */
export function documentPointedAt(question: string, documents: readonly string[]): string | null {
  const numbered = Object.values(numberedDocument.exec(question)?.groups ?? {}).find((name) => name !== undefined);
  if (numbered !== undefined && documents.length > 1) {
    const index = ordinals.findIndex((names) => names.includes(numbered.toLowerCase()));
    return documents.at(index) ?? null;
  }
  return pointedDocument.test(question) && documents.length === 1 ? (documents[0] ?? null) : null;
}

/** True when a question about a document it points at says itself what it asks of it: nothing is to be taken along. */
export function asksOfDocument(question: string): boolean {
  const rest = question.replace(numberedDocument, ' ').replace(pointedDocument, ' ');
  return namingWords(rest).length > 0 && !pointsBack(rest);
}

/** A stand-alone query by rule: as it is, or with a part of the question before replaced, or with its naming words. */
export function standAlone(question: string, { query }: Pick<EarlierTurn, 'query'>): string {
  if (!leansOnBefore(question)) return question;
  const ellipsis = ellipsisOf(question);
  return (ellipsis === null ? null : substitute(query, ellipsis)) ?? carryOver(question, query);
}
