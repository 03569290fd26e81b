import type { Paragraph } from './verify-material.ts';

export const trueKinds = ['verbatim', 'reordered', 'synonyms', 'number-form', 'voice', 'answered-question'] as const;
export type TrueKind = (typeof trueKinds)[number];
export interface MadeSentence {
  sentence: string;
  span?: string;
}

const synonyms: readonly (readonly [RegExp, string])[] = [
  [/\bbegan\b/, 'started'], [/\bhowever, /i, ''], [/\bmany\b/, 'numerous'], [/\bused\b/, 'employed'], [/\bshowed\b/, 'demonstrated'], [/\bbecame\b/, 'turned into'],
  [/\blarge\b/, 'big'], [/\bbecause\b/, 'since'], [/\bincluding\b/, 'among them'], [/\bfounded\b/, 'established'], [/\bhelped\b/, 'assisted'], [/\bsmall\b/, 'little'],
  [/\bobtain(ed)?\b/, 'get'], [/\bmay\b/, 'might'], [/\bimportant\b/, 'significant'], [/\bimproved?\b/, 'better'], [/\bduring\b/, 'in the course of'], [/\bwithin\b/, 'inside'],
  [/\bstudy\b/, 'investigation'], [/\bpurpose\b/, 'aim'], [/\bevaluated?\b/, 'assessed'], [/\bapproximately\b/, 'about'], [/\bbuilt\b/, 'constructed'], [/\bkilled\b/, 'slain'],
  [/位于/, '坐落于'], [/建立/, '创建'], [/开始/, '起初'], [/因为/, '由于'], [/但是/, '然而'], [/著名/, '知名'], [/以及/, '和'], [/使用/, '采用'], [/认为/, '觉得'],
  [/成为/, '变成'], [/许多/, '很多'], [/包括/, '包含'], [/举行/, '举办'], [/担任/, '出任'], [/获得/, '取得'], [/目前/, '现在'], [/主要/, '首要'], [/由于/, '因为'], [/不过/, '但是'],
  [/同时/, '与此同时'], [/进行/, '开展'], [/曾经/, '曾'], [/必须/, '需要'], [/開始/, '始め'], [/しかし/, 'だが'], [/また、/, 'さらに、'],
]; // prettier-ignore

function withSynonyms(sentence: string): string | null {
  let [changed, count] = [sentence, 0];
  for (const [pattern, other] of synonyms) {
    if (count >= 3) break;
    const next = changed.replace(pattern, other);
    if (next !== changed) count += 1;
    changed = next;
  }
  return count === 0 ? null : changed;
}

function reordered(sentence: string): string | null {
  const english =
    /^((?:In|At|On|During|After|Before|When|While|Although|Because|As|With|By|For|From|Since|Despite|Under)\b[^,]{8,90}), ([^,]+[^.]*)\.$/.exec(
      sentence,
    );
  if (english !== null) {
    const [, first = '', rest = ''] = english;
    return `${rest[0]?.toUpperCase() ?? ''}${rest.slice(1)}, ${first[0]?.toLowerCase() ?? ''}${first.slice(1)}.`;
  }
  const han = /^([^，、]{4,30})，([^，]{6,60})。$/u.exec(sentence);
  return han === null ? null : `${han[2]}，${han[1]}。`;
}

const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const han = '零一二三四五六七八九';

function otherNumberForm(sentence: string): string | null {
  const isHan = /\p{Script=Han}/u.test(sentence);
  const changes: (readonly [RegExp, (match: string) => string])[] = [
    [/(?<![\d.,-])\d{1,3}(?:,\d{3})+(?![\d.,])/, (match) => match.replaceAll(',', '')],
    [/(?<= )(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?= [a-z])/, (match) => String(words.indexOf(match))],
    [/(?<= )[2-9](?= [a-z]{3})/, (match) => words[Number(match)] ?? match],
    [/(?<=\d)%/, () => ' percent'],
    [/(?<=\d) (?:percent|per cent)/, () => '%'],
    [/(?<=[\p{Script=Han}，])[2-9](?=[个名人次天])/u, (match) => han[Number(match)] ?? match],
    [/(?<!第|[零一二三四五六七八九十百千万])[二三四五六七八九](?=[个名次天][^月])/u, (match) => String(han.indexOf(match))],
    [/(?<![\d.])\d{2,4}0000(?=[\p{Script=Han}])/u, (match) => `${Number(match) / 10_000}万`],
    [
      /(?<!\d)\d{4}年\d{1,2}月\d{1,2}日/,
      (match) =>
        match
          .replace('年', '-')
          .replace('月', '-')
          .replace('日', '')
          .replaceAll(/-(\d)(?!\d)/g, '-0$1'),
    ],
    [
      /\b(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (\d{4})\b/,
      (match) => match.replace(/(\w+) (\d+), (\d+)/, '$2 $1 $3'),
    ],
  ];
  for (const [pattern, change] of changes) {
    if (isHan !== pattern.source.includes('Han') && isHan) if (!pattern.source.includes('年')) continue;
    const next = sentence.replace(pattern, change);
    if (next !== sentence) return next;
  }
  return null;
}

function otherVoice(sentence: string): string | null {
  const passive =
    /^(The [^,]{3,60}|[A-Z][^,]{3,60}) (was|were) (\w+ed|written|built|made|given|taken|won|led|held) by ([^,.]{3,60})\.$/.exec(sentence);
  if (passive !== null) return `${capital(passive[4] ?? '')} ${passive[3]} ${lowerArticle(passive[1] ?? '')}.`;
  const active =
    /^((?:The )?[A-Z][\w ]{3,40}) (developed|introduced|founded|created|established|produced|released|designed|invented|defeated|received|used) ((?:the|a|an) [^,.;]{3,60})([,.;].*)$/.exec(
      sentence,
    );
  if (active !== null) return `${capital(active[3] ?? '')} was ${active[2]} by ${lowerArticle(active[1] ?? '')}.`;
  const chinese = /^([^，。被由]{2,20})由([^，。]{2,20}?)(创建|建立|设计|开发|创立|发行|制作|出版|导演|主演)(?:的|，|。)/u.exec(sentence);
  return chinese === null ? null : `${chinese[2]}${chinese[3]}了${chinese[1]}。`;
}

const capital = (text: string): string => `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
const lowerArticle = (text: string): string => text.replace(/^(The|A|An|It|They|He|She|His|This) /, (article) => article.toLowerCase());

const asked: readonly (readonly [RegExp, string])[] = [
  [/^Who (was|were|is|are|\w+ed|won|led|wrote|made|built|held|gave) (.+)\?$/i, 'ANSWER $1 $2.'],
  [/^When did (.+)\?$/i, '$1 in ANSWER.'],
  [/^(?:In|On) (?:what|which) (?:year|date|month) did (.+)\?$/i, '$1 in ANSWER.'],
  [/^When was (.+?) (\w+ed|born|built|made|written|held)\?$/i, '$1 was $2 in ANSWER.'],
  [/^How many ([\w ]+?) (?:did|does|do) (.+)\?$/i, '$2 ANSWER $1.'],
  [/^How many ([\w ]+?) (are|were) (.+)\?$/i, 'ANSWER $1 $2 $3.'],
  [/^Where (is|was|are|were) (.+?)( located| held| born)?\?$/i, '$2 $1$3 in ANSWER.'],
  [/^What (is|was|are|were) (.+)\?$/i, '$2 $1 ANSWER.'],
  [/^(.*?)(?:是谁|是什么|是哪里|叫什么)[？?]?$/u, '$1是ANSWER。'],
  [/^(.*?)(?:哪一年|哪年|什么时候|何时|哪里|多少|谁|哪个国家|什么)(.*?)[？?]?$/u, '$1ANSWER$2。'],
];

function answeredQuestion({ questions, text }: Paragraph, random: () => number): MadeSentence | null {
  const one = questions[Math.floor(random() * questions.length)];
  if (one === undefined || one.answer.length > 80 || /^(?:yes|no|maybe)$/i.test(one.answer) || !text.includes(one.answer)) return null;
  const answer = /[a-z]$/.test(one.answer) ? one.answer : one.answer.replace(/[.。]$/, '');
  for (const [pattern, template] of asked) {
    if (!pattern.test(one.question)) continue;
    const filled = one.question.replace(pattern, template).replace('ANSWER', () => answer);
    const sentence = capital(
      filled.replace(/\bin (in|on|at|from|the (?:early|late)) /i, '$1 ').replace(/(\d+)((?:年|月|日|岁|个|人))\2/u, '$1$2'),
    );
    return { sentence, span: text.slice(0, 2_500).includes(answer) ? text.slice(0, 2_500) : text };
  }
  return null;
}

/** A sentence that says what `sentence` of the paragraph says; null where the kind does not fit it. */
export function paraphrase(kind: TrueKind, sentence: string, paragraph: Paragraph, random: () => number): MadeSentence | null {
  if (kind === 'answered-question') return answeredQuestion(paragraph, random);
  const make = { verbatim: (text: string) => text, reordered, synonyms: withSynonyms, 'number-form': otherNumberForm, voice: otherVoice }[
    kind
  ];
  const made = make(sentence);
  return made === null || (made === sentence && kind !== 'verbatim') ? null : { sentence: made };
}
