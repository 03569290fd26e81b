import { monthOfName } from '../retrieval/month-names.ts';

/** What an answer has to hold: a point in time, a stretch of time, a sum or share, a number; null where a question leaves it open. */
export type AskedFor = 'date' | 'duration' | 'amount' | 'number' | null;

const askings: readonly (readonly [Exclude<AskedFor, null>, RegExp])[] = [
  ['duration', /\bhow long(?! ago)\b|\bhow many (?:days|weeks|months|years|hours|minutes)\b|\bnotice period\b/i],
  ['duration', /\bwie ?lange\b|\bwie ?viele (?:tage|wochen|monate|jahre|stunden|minuten)\b|\bcombien de temps\b|\bcuánto tiempo\b/i],
  ['duration', /多久|多长时间|多長時間|几天|幾天|几个月|何日間|何年間|何週間|何[かヶカケ]月|何時間|どのくらいの(?:期間|時間)|期間は/],
  ['amount', /\bhow (?:much|expensive|costly)\b|\bcombien (?:coûte|payer)\b|\bcuánto (?:cuesta|cuestan|vale)\b/i],
  ['amount', /\bwie ?viel (?:kostet|kosten|geld|euro)\b|\bwie hoch (?:ist|sind|war|waren)\b|\bwhat(?:'s| is| was| are| were) the (?:[\w'-]+ ){0,4}(?:fee|fees|price|cost|costs|rent|deposit|salary|fine|charge|rate|percentage)\b/i],
  ['amount', /多少[钱錢元]|[费費]用是|价格|租金是|押金是|いくら|料金は|家賃は|敷金は|金額|何(?:円|パーセント|％|%)/],
  ['date', /\bwhen\b|\bhow long ago\b|\b(?:what|which) (?:exact )?(?:date|day|year|month|century|decade|time)\b/i],
  ['date', /\b(?:wann|quand|cuándo)\b|\bwelche[mnrs]? (?:datum|tag|jahr|monat)\b|\b(?:quelle|quel) (?:date|jour|année)\b|\bqué (?:fecha|día|año)\b/i],
  ['date', /什[么麼][时時][候间間]|何[时時](?!間)|哪[一]?[年天日]|几[月号]|幾[月號]|いつ(?!も)|何[年月日](?!間)|何世紀/],
  ['number', /\bhow (?:many|far|old|tall|big|large|high|deep|wide|heavy|often|fast|hot|cold)\b|\bwie ?viele?\b|\bcombien\b|\bcuánt[oa]s?\b/i],
  ['number', /多少|[几幾](?![乎何])[个個人名次种種座所条條岁歲位]|多[大高长長远遠深重]|何[人個本回歳台校カヵヶ枚頭匹番位冊]|どれくらい|どのくらい|いくつ/],
]; // prettier-ignore

const spelled =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety|hundreds?|thousands?|millions?|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|deux|trois|quatre|cinq|dix|dos|tres|cuatro|cinco|diez|half|twice';
const figure = new RegExp(String.raw`\d|[一二三四五六七八九十百千万億亿两兩]|\b(?:${spelled})\b`, 'iu');
const unit =
  'days?|weeks?|months?|years?|hours?|minutes?|seconds?|quarters?|decades?|centur(?:y|ies)|Tagen?|Tage|Wochen?|Monat(?:en?)?|Jahr(?:en?)?|Stunden?|Minuten?|jours?|semaines?|mois|ans?|heures?|días?|semanas?|meses|años?|horas?';
const duration = new RegExp(
  String.raw`(?:\d|\b(?:${spelled}|an?|eine[nmr]?))[\s-]*(?:(?:full|calendar|working|business|vollen?|weitere[nr]?)\s+)?(?:${unit})\b|[\d一二三四五六七八九十百两兩半数數]+(?:天|日間|日内|日前|周|週間?|个月|個月|[かヶカケ]月|年|小[时時]|時間|分[钟鐘間]?|世紀|世纪)`,
  'iu',
);
const money =
  /(?:[€$£¥￥]|\b(?:EUR|USD|GBP|CHF|JPY|CNY|RMB))\s*\d|\d[\s\d.,]{0,20}(?:(?:thousand|million|billion|Millionen|Mio\.?|Mrd\.?)\s+)?(?:[€$£¥%％]|(?:EUR|USD|GBP|CHF|JPY|CNY|RMB|euros?|dollars?|pounds?|cents?|yen|yuan|francs?|per ?cent|percent|Prozent|pour ?cent)\b)|[\d一二三四五六七八九十百千万億亿]+\s*(?:元|円|块|美元|ドル|欧元|ユーロ|パーセント)|百分之/iu;
const numericDate =
  /\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b|\b1\d{3}s?\b|\b20\d\ds?\b|\d\s*[年月日]|[一二三四五六七八九十][年月日]|\d{1,2}:\d{2}|\b\d+(?:st|nd|rd|th) century\b|世[紀纪]/iu;
const monthBeside = /(?<!\p{L})(\p{L}{3,12})\.?,?\s+\d|\d{1,2}(?:st|nd|rd|th|er)?\.?\s+(?:of |de )?(\p{L}{3,12})/gu;

function holdsDate(text: string): boolean {
  if (numericDate.test(text)) return true;
  return [...text.matchAll(monthBeside)].some(([, before, after]) => monthOfName(before ?? after ?? '') !== null);
}

/** What a question asks for, and its words without those that only ask for it. */
export function askedFor(question: string): { kind: AskedFor; rest: string } {
  for (const [kind, pattern] of askings) {
    const match = pattern.exec(question);
    if (match === null) continue;
    // "What is the retainer fee" and "notice period" name what they ask for; "how long" does not.
    const namesIt = /fee|price|cost|rent|deposit|salary|fine|charge|rate|percentage|notice|[费費金料价]|期間/i.test(match[0]);
    return { kind, rest: namesIt ? question : question.replace(match[0], ' ') };
  }
  return { kind: null, rest: question };
}

/** 1 where the text holds what is asked for, a part where it holds some figure only, 0 where it cannot be the answer. */
export function holdsAskedFor(kind: Exclude<AskedFor, null>, text: string): number {
  if (kind === 'date') return holdsDate(text) ? 1 : 0;
  if (kind === 'duration') return duration.test(text) ? 1 : 0;
  if (kind === 'amount') return money.test(text) ? 1 : figure.test(text) ? 0.4 : 0;
  return figure.test(text) ? 1 : 0;
}

/** The years that a text names. */
export function yearsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/(?<!\d)(?:1[5-9]|20)\d\d(?![\d.,]*\d)/g));
}
