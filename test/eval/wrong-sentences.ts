import type { MadeSentence } from './true-sentences.ts';
import { asksWhere, asksWho, type Paragraph } from './verify-material.ts';

export const wrongKinds = [
  'wrong-number',
  'wrong-date',
  'wrong-name',
  'wrong-negation',
  'wrong-unit',
  'swapped-source',
  'over-general',
] as const;
export type WrongKind = (typeof wrongKinds)[number];

interface Material {
  sentence: string;
  paragraph: Paragraph;
  paragraphs: readonly Paragraph[];
  /** Names that answer questions of the set. */
  names: { who: readonly string[]; where: readonly string[] };
}

const pick = <T>(items: readonly T[], random: () => number): T | undefined => items[Math.floor(random() * items.length)];
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

/** One occurrence of a pattern, changed; null where there is none. */
function changeOne(text: string, pattern: RegExp, change: (match: string) => string | null, random: () => number): string | null {
  const found = pick([...text.matchAll(pattern)], random);
  const other = found === undefined ? null : change(found[0]);
  return found === undefined || other === null || other === found[0]
    ? null
    : text.slice(0, found.index) + other + text.slice(found.index + found[0].length);
}

const numberWords = ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const hanDigits = '二三四五六七八九';

function wrongNumber({ sentence }: Material, random: () => number): string | null {
  const shift = 1 + Math.floor(random() * 7);
  const figures = changeOne(
    sentence,
    /(?<![\p{L}\d.,-])(?!1[5-9]\d\d(?!\d)|20\d\d(?!\d))\d+(?:[.,]\d+)*(?![\p{Ll}\d]|[-/年月日])/gu,
    (match) => {
      const at = Math.floor(random() * match.length);
      const digit = match[at] ?? '';
      if (!/\d/.test(digit)) return null;
      const other = (Number(digit) + shift) % 10;
      return match.slice(0, at) + String(at === 0 && other === 0 ? 7 : other) + match.slice(at + 1);
    },
    random,
  );
  if (figures !== null) return figures;
  if (isHan(sentence))
    return changeOne(
      sentence,
      /[二三四五六七八九](?=[个名次天座家位种层])/gu,
      (match) => hanDigits[(hanDigits.indexOf(match) + shift) % 8] ?? null,
      random,
    );
  return changeOne(
    sentence,
    /(?<= )(?:two|three|four|five|six|seven|eight|nine|ten)(?= )/g,
    (match) => numberWords[(numberWords.indexOf(match) + shift) % 9] ?? null,
    random,
  );
}

const months = 'January February March April May June July August September October November December'.split(' ');

function wrongDate({ sentence }: Material, random: () => number): string | null {
  const shift = 1 + Math.floor(random() * 9);
  const month =
    random() < 0.5
      ? changeOne(
          sentence,
          new RegExp(`(?:${months.join('|')})(?= \\d)`, 'g'),
          (match) => months[(months.indexOf(match) + shift) % 12] ?? null,
          random,
        )
      : null;
  const hanMonth =
    random() < 0.5 ? changeOne(sentence, /\d{1,2}(?=月)/g, (match) => String(((Number(match) + shift - 1) % 12) + 1), random) : null;
  return (
    month ??
    hanMonth ??
    changeOne(
      sentence,
      /(?<![\d.,])(?:1[6-9]|20)\d\d(?![\d.,]\d|[-–/]|\d)/g,
      (match) => String(Number(match) + (random() < 0.5 ? shift : -shift)),
      random,
    )
  );
}

function wrongName({ sentence, paragraph, names, paragraphs }: Material, random: () => number): string | null {
  for (const [asks, pool] of [
    [asksWho, names.who],
    [asksWhere, names.where],
  ] as const) {
    const other = pick(pool, random);
    const own = paragraph.questions.find(
      ({ question, answer }) => asks.test(question) && pool.includes(answer) && sentence.includes(answer),
    );
    if (other !== undefined && own !== undefined && !paragraph.text.includes(other)) return sentence.replace(own.answer, () => other);
  }
  if (isHan(sentence)) return null;
  const theirs = pick(paragraphs, random)?.text.match(/(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z])/g) ?? [];
  const name = pick(theirs, random);
  if (name === undefined || paragraph.text.includes(name)) return null;
  return changeOne(sentence, /(?<=[a-z,] )[A-Z][a-z]{3,}(?=[ ,.'])/g, (match) => (months.includes(match) ? null : name), random);
}

function wrongNegation({ sentence }: Material, random: () => number): string | null {
  const without = sentence.replace(/ (?:did|does|do) not (?=\w)| not (?=\w)/, ' ');
  if (without !== sentence) return without;
  if (isHan(sentence)) {
    return changeOne(
      sentence,
      /(?<![不没也就还都只总但若])(?:是(?!否|以|由|因)|有(?![关名效限])|会(?=[在被把有让使])|能够|可以|属于|包括)/gu,
      (match) => (match === '有' ? '没有' : `不${match}`),
      random,
    );
  }
  return changeOne(
    sentence,
    /(?<= )(?:is|was|are|were|has|had|can|could|will|would|should) (?=[a-z]{3})/g,
    (match) => `${match}not `,
    random,
  );
}

const units: readonly (readonly [RegExp, string])[] = [
  [/(?<=\d )(?:km|kilomet(?:re|er)s)\b/g, 'miles'], [/(?<=\d )miles\b/g, 'kilometres'], [/(?<=\d )(?:m|met(?:re|er)s)\b/g, 'feet'], [/(?<=\d )(?:feet|ft)\b/g, 'metres'],
  [/(?<=\d )million\b/g, 'billion'], [/(?<=\d )billion\b/g, 'million'], [/(?<=\d ?)(?:%|percent|per cent)/g, ' percentage points'], [/(?<=\d )years\b/g, 'months'],
  [/(?<=\d )months\b/g, 'weeks'], [/(?<=\d )weeks\b/g, 'days'], [/(?<=\d )days\b/g, 'weeks'], [/(?<=\d )(?:hours|h)\b/g, 'minutes'], [/(?<=\d )min(?:utes)?\b/g, 'seconds'],
  [/(?<=\d )mg\b/g, 'µg'], [/(?<=\d )mm\b/g, 'cm'], [/(?<=\d )cm\b/g, 'mm'], [/(?<=\d )kg\b/g, 'g'], [/(?<=\d )ml\b/gi, 'l'], [/\$(?=\d)/g, '€'], [/£(?=\d)/g, '$'],
  [/(?<=\d)公里/g, '英里'], [/(?<=\d)(?:米|公尺)/g, '厘米'], [/(?<=\d)万(?=[人元美])/g, '亿'], [/(?<=\d)(?:%|％)/g, '个百分点'], [/(?<=\d)小时/g, '分钟'], [/(?<=\d)分钟/g, '秒'],
  [/(?<=\d)天/g, '周'], [/(?<=\d)平方公里/g, '公顷'], [/(?<=\d)(?:公斤|千克)/g, '克'], [/(?<=\d)吨/g, '公斤'], [/(?<=\d[万亿]?)美元/g, '欧元'], [/(?<=\d[万亿]?)元/g, '日元'],
  [/(?<=\d)(?:メートル|m)(?![a-z])/g, 'キロメートル'], [/(?<=\d)km/g, 'm'],
]; // prettier-ignore

function wrongUnit({ sentence }: Material, random: () => number): string | null {
  for (const { unit } of units.map((unit) => ({ unit, at: random() })).toSorted((a, b) => a.at - b.at)) {
    const made = changeOne(sentence, unit[0], () => unit[1], random);
    if (made !== null) return made;
  }
  return null;
}

const general: readonly (readonly [RegExp, string])[] = [
  [/\b(?:some|many|most|several)(?= [a-z]+s\b)/g, 'all'], [/\b(?:Some|Many|Most|Several)(?= [a-z]+s\b)/g, 'All'], [/\b(?:often|usually|sometimes|generally|typically|frequently)\b/g, 'always'],
  [/\b(?:may|might|could) be\b/g, 'is always'], [/\b(?:may|might)(?= [a-z])/g, 'will always'], [/\bone of the\b/g, 'the only one of the'], [/\b(?:mostly|mainly|partly|largely)\b/g, 'entirely'],
  [/许多|一些|大部分|多数|部分|不少/g, '所有'], [/通常|经常|往往|有时|一般/g, '总是'], [/可能/g, '必定'], [/几乎/g, '完全'], [/主要/g, '全部'],
]; // prettier-ignore

function overGeneral({ sentence }: Material, random: () => number): string | null {
  for (const { rule } of general.map((rule) => ({ rule, at: random() })).toSorted((a, b) => a.at - b.at)) {
    const made = changeOne(sentence, rule[0], () => rule[1], random);
    if (made !== null) return made;
  }
  return null;
}

function swapped({ sentence, paragraph, paragraphs }: Material, random: () => number): MadeSentence | null {
  const near = paragraphs.filter((each) => each !== paragraph && each.title !== '' && each.title === paragraph.title);
  const other = near.length > 0 && random() < 0.7 ? pick(near, random) : pick(paragraphs, random);
  return other === undefined || other === paragraph || other.text.includes(sentence)
    ? null
    : { sentence, span: other.text.slice(0, 2_500) };
}

/** A sentence that the paragraph does not bear out; null where the kind does not fit it. */
export function changedSentence(kind: WrongKind, material: Material, random: () => number): MadeSentence | null {
  if (kind === 'swapped-source') return swapped(material, random);
  const make = {
    'wrong-number': wrongNumber, 'wrong-date': wrongDate, 'wrong-name': wrongName, 'wrong-negation': wrongNegation, 'wrong-unit': wrongUnit, 'over-general': overGeneral,
  }[kind]; // prettier-ignore
  const sentence = make(material, random);
  return sentence === null || sentence === material.sentence ? null : { sentence };
}
