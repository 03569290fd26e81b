import { datesIn } from '../../retrieval/dates-in.ts';
import { monthOfName } from '../../retrieval/month-names.ts';
import { isFunctionWord, languageOfSmallWords } from '../function-words.ts';
import { unitAt } from './units.ts';

/** Words of a text that name something. */
export interface NamedWord {
  text: string;
  start: number;
  end: number;
  /**
   * sure: a capital inside a sentence, an identifier, a quoted title · likely: a capital at the begin of a sentence ·
   * noun: a capital in German, which writes every noun so · date: a month or a day of the week.
   */
  kind: 'sure' | 'likely' | 'noun' | 'date';
}

const letter = String.raw`(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々〆〇])[\p{L}\p{N}\p{M}]`;
const word = new RegExp(`(?:${letter})+(?:[-'.&/](?:${letter})+)*`, 'gu');
const weekdays = new Set(
  'monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag sonntag'.split(' '),
);
const months = new Set('january february march april june july august september october november december'.split(' '));
/** Capitalised by habit and no name. */
const everyday = new Set(
  `the a an i it its he she they we you this that these those there here in on at for from with by to as of and or but not no all some most many
  however moreover additionally furthermore therefore thus also overall finally first second third according while although when after before
  during since because if both each every one two three four five six seven eight nine ten his her their our your what which who
  about around approximately nearly almost over under between like
  mr mrs ms dr prof such other another many several few only never always currently today people researchers scientists patients results
  section article chapter table figure part page note das der die ein eine es ist le la les un une`.split(/\s+/),
);
const ordinaryEnd = /(?:ly|ing|ed|ions?|ments?|ness|ity|ies|ers|ists?|als?|s)$/;
const latinInCjk = /\p{Script=Latin}[\p{Script=Latin}\p{M}\d]*(?:[-._][\p{Script=Latin}\p{M}\d]+)*/gu;
const quotedTitle = /《([^》]{2,40})》|[「『“]([^》」』”，。、]{2,8})[」』”]/gu;
const katakana = /[\p{Script=Katakana}ー]{3,}/gu;

function sentenceStarts(plain: string): Set<number> {
  const starts = new Set<number>();
  for (const match of plain.matchAll(/(?:^|[.!?:;]["')\]]*\s+|\n\s*|["“(•*-]\s*|\d\.\s+)(?=\p{Lu})/gu))
    starts.add(match.index + match[0].length);
  return starts;
}

/** The named words of a text, in order. */
export function namesIn(plain: string): NamedWord[] {
  const starts = sentenceStarts(plain);
  const dates = datesIn(plain);
  const language = languageOfSmallWords(plain);
  const isGerman = language === 'de';
  const found: NamedWord[] = [];
  let previousEnd = -2;
  for (const match of plain.matchAll(word)) {
    const [text] = match;
    const [start, end] = [match.index, match.index + text.length];
    const lower = text.toLowerCase();
    const bare = lower.replace(/'s?$/, '');
    const isCapital = /^\p{Lu}/u.test(text);
    const isMixed = /\d/.test(text) && /\p{L}{1,}/u.test(text) && !/^\d+(?:st|nd|rd|th|s|er|e|[a-zµ]{1,3})$/u.test(text);
    if (dates.some((date) => start < date.end && end > date.start)) continue;
    if (isMixed && /^[\x20-\x7E]+$/.test(text)) found.push({ text, start, end, kind: 'sure' });
    else if (isCapital && (weekdays.has(bare) || months.has(bare) || (monthOfName(bare) !== null && bare.length > 4))) {
      found.push({ text, start, end, kind: 'date' });
    } else if (isCapital && !everyday.has(bare) && !isFunctionWord(lower) && (text.length > 1 || !starts.has(start))) {
      const isShout = /^\p{Lu}{2,}/u.test(text);
      const follows = previousEnd === start - 1;
      const next = plain.slice(end, end + 2);
      const isRun = follows || (/^\s\p{Lu}/u.test(next) && !isGerman);
      const isStart = starts.has(start);
      const isSure =
        isShout ||
        (!isStart && !isGerman) ||
        (isRun && !isStart && text.length > 1 && !isGerman) ||
        (isStart && isRun && !ordinaryEnd.test(bare));
      found.push({ text, start, end, kind: isSure && text.length > 1 ? 'sure' : isGerman ? 'noun' : 'likely' });
      previousEnd = end;
    }
  }
  return [...found, ...cjkNames(plain)].toSorted((a, b) => a.start - b.start);
}

function cjkNames(plain: string): NamedWord[] {
  const found: NamedWord[] = [];
  const add = (text: string, start: number): void => {
    if (!found.some((each) => start < each.end && start + text.length > each.start))
      found.push({ text, start, end: start + text.length, kind: 'sure' });
  };
  if (!/[\p{Script=Han}\p{Script=Katakana}]/u.test(plain)) return found;
  for (const match of plain.matchAll(quotedTitle)) add(match[1] ?? match[2] ?? '', match.index + 1);
  for (const match of plain.matchAll(latinInCjk))
    if (match[0].length > 1 && !(/\d/.test(plain[match.index - 1] ?? '') && unitAt(match[0]) !== null)) add(match[0], match.index);
  for (const match of plain.matchAll(katakana)) add(match[0], match.index);
  return found;
}
