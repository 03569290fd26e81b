const small: Readonly<Record<string, number>> = {
  two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, one: 1, zero: 0,
  zwei: 2, drei: 3, vier: 4, fünf: 5, sechs: 6, sieben: 7, acht: 8, neun: 9, zehn: 10, elf: 11, zwölf: 12, zwanzig: 20, dreißig: 30, vierzig: 40,
  fünfzig: 50, deux: 2, trois: 3, quatre: 4, cinq: 5, sept: 7, huit: 8, neuf: 9, dix: 10, onze: 11, douze: 12, vingt: 20, trente: 30,
  first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12,
  twice: 2, dozen: 12,
}; // prettier-ignore
const tens: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore
/** What multiplies the number in front of it. */
export const magnitudes: Readonly<Record<string, number>> = {
  hundred: 100, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, millions: 1e6, billions: 1e9, bn: 1e9, mn: 1e6,
  k: 1e3, mio: 1e6, mrd: 1e9, tsd: 1e3, tausend: 1e3, millionen: 1e6, milliarde: 1e9, milliarden: 1e9, mille: 1e3,
  milliard: 1e9, milliards: 1e9, 十: 10, 百: 100, 千: 1e3, 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8,
}; // prettier-ignore
/** Words that are numbers by the letter and seldom meant as a count. */
const vague = new Set(['one', 'first', 'second', 'third', 'once', 'twice', 'sept', 'dozen', 'elf', 'neuf', 'acht', 'zero']);

const digits = '零一二三四五六七八九';
const han = /[零〇一二三四五六七八九十百千万萬亿億两兩]+/gu;

/** The value of a Chinese or Japanese numeral; null where it is none. */
export function hanValue(numeral: string): number | null {
  const text = numeral
    .replaceAll('〇', '零')
    .replaceAll(/[两兩]/g, '二')
    .replaceAll('萬', '万')
    .replaceAll('億', '亿');
  if (!/[十百千万亿]/.test(text))
    return text.length === 1 || text.length > 2 ? Number(Array.from(text, (each) => digits.indexOf(each)).join('')) : null;
  let [total, section, number] = [0, 0, 0];
  for (const each of text) {
    const digit = digits.indexOf(each);
    if (digit >= 0) number = digit;
    else if (each === '万' || each === '亿') {
      total = (total + section + number || 1) * (magnitudes[each] ?? 1);
      [section, number] = [0, 0];
    } else {
      section += (number || 1) * (magnitudes[each] ?? 1);
      number = 0;
    }
  }
  return total + section + number;
}

export interface WordNumber {
  start: number;
  end: number;
  value: number;
  /** Not worth a complaint where it is missing. */
  isVague: boolean;
}

/** What makes a Han numeral a count and not part of a word. */
const counted = /^[个個年月日人名次天岁元米种種支位座家部场場届層层章条條倍公里吨号號世度分秒小時时集队隊万亿円回歳つ]/u;

function hanNumbers(text: string): WordNumber[] {
  return [...text.matchAll(han)].flatMap((match) => {
    const [numeral] = match;
    const [start, end] = [match.index, match.index + numeral.length];
    const value = hanValue(numeral);
    if (value === null || /\d[\d.,]*\s?$/.test(text.slice(0, start))) return [];
    const isCount = counted.test(text.slice(end)) || text[start - 1] === '第' || text.slice(0, start).endsWith('百分之');
    const isVague =
      value === 1 || (!isCount && (numeral.length < 2 || !/[零〇一二三四五六七八九两]/.test(numeral))) || /^[千万十百]+$/.test(numeral);
    return [{ start, end, value, isVague }];
  });
}

const word = /\p{L}+/gu;

function latinNumbers(text: string): WordNumber[] {
  const found: WordNumber[] = [];
  let current: (WordNumber & { part: number }) | null = null;
  let isTens = false;
  for (const match of text.matchAll(word)) {
    const lower = match[0].toLowerCase();
    const [start, end] = [match.index, match.index + lower.length];
    const gap = current === null ? '' : text.slice(current.end, start);
    const follows = current !== null && /^(?:\s|-)*$/.test(gap);
    const [unit, ten, magnitude] = [small[lower], tens[lower], magnitudes[lower]];
    if (current !== null && follows && magnitude !== undefined && lower.length > 2) {
      current.value = magnitude >= 1e3 ? current.value * magnitude : current.value - current.part + current.part * magnitude;
      [current.end, current.part, current.isVague] = [end, 0, false];
      isTens = false;
    } else if (current !== null && follows && isTens && unit !== undefined && unit < 10) {
      current.value += unit;
      [current.end, current.part] = [end, current.part + unit];
      isTens = false;
    } else if (unit !== undefined || ten !== undefined) {
      const value = unit ?? ten ?? 0;
      current = { start, end, value, isVague: vague.has(lower), part: value };
      found.push(current);
      isTens = ten !== undefined;
    } else current = null;
  }
  return found;
}

/** Numbers written as words, in English and Chinese, the small ones also in German and French. */
export function wordNumbers(plain: string): WordNumber[] {
  return [...latinNumbers(plain), ...hanNumbers(plain)];
}
