import { datesIn, type WrittenDate } from '../../retrieval/dates-in.ts';
import { sentencesOf } from '../sentences.ts';
import { namesIn, type NamedWord } from './names.ts';
import { quantitiesIn, type Quantity } from './quantities.ts';
import { plainText, type Token, tokensOf } from './tokens.ts';
import { hanValue } from './number-words.ts';

/** A text, taken apart once for all comparisons. */
export interface Evidence {
  plain: string;
  /** Lower-case and without blanks, to look for names of any script. */
  squeezed: string;
  tokens: Token[];
  terms: ReadonlySet<string>;
  /** Token ranges of its sentences. */
  sentences: { from: number; to: number }[];
  dates: WrittenDate[];
  quantities: Quantity[];
  names: NamedWord[];
  /** Runs of digits, wherever they stand. */
  digits: ReadonlySet<string>;
}

export function squeeze(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}|[\s·・'"“”.-]/gu, '');
}

/** 二〇一五年三月十日 is a date like another; dates are read from figures. */
function withFigures(plain: string): string {
  return plain
    .replaceAll(/[零〇一二三四五六七八九]{4}(?=年)/gu, (year) => String(hanValue(year) ?? year))
    .replaceAll(/(?<![零〇一二三四五六七八九十百千万第])[一二三四五六七八九十]{1,2}(?=月)/gu, (month) => String(hanValue(month) ?? month))
    .replaceAll(/(?<=月)[一二三四五六七八九十]{1,3}(?=[日号])/gu, (day) => String(hanValue(day) ?? day));
}

/** Cuts to what can be compared in a few milliseconds. */
const longestText = 6_000;

export function evidenceOf(text: string): Evidence {
  const plain = withFigures(plainText(text.slice(0, longestText)));
  const tokens = tokensOf(plain);
  const dates = datesIn(plain);
  const allNames = namesIn(plain);
  const identifiers = allNames.filter((name) => /\d/.test(name.text) && /[A-Za-z]/.test(name.text));
  const quantities = quantitiesIn(plain, [...dates, ...identifiers]);
  let at = 0;
  const sentences = sentencesOf(plain).map(({ end }) => {
    const from = at;
    while (at < tokens.length && (tokens[at] as Token).start < end) at += 1;
    return { from, to: at };
  });
  return {
    plain,
    squeezed: squeeze(plain),
    tokens,
    terms: new Set(tokens.map(({ term }) => term)),
    sentences,
    dates,
    quantities,
    // "12 Millionen Euro" names nobody.
    names: allNames.filter((name) => !quantities.some((each) => name.start < each.end + each.unitName.length + 1 && name.end > each.start)),
    digits: new Set(plain.match(/\d+/g)),
  };
}
