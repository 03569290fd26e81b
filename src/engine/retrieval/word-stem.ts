const vowel = '[aeiouy]';
const consonant = '[^aeiou]';
const consonants = `${consonant}[^aeiouy]*`;
const vowels = `${vowel}[aeiou]*`;
const measureAbove0 = new RegExp(`^(${consonants})?${vowels}${consonants}`);
const measureIs1 = new RegExp(`^(${consonants})?${vowels}${consonants}(${vowels})?$`);
const measureAbove1 = new RegExp(`^(${consonants})?${vowels}${consonants}${vowels}${consonants}`);
const hasVowel = new RegExp(`^(${consonants})?${vowel}`);
const shortEnd = new RegExp(`^${consonants}${vowel}[^aeiouwxy]$`);

type Rule = readonly [suffix: string, replacement: string];

const step2: readonly Rule[] = [
  ['ational', 'ate'], ['tional', 'tion'], ['enci', 'ence'], ['anci', 'ance'], ['izer', 'ize'], ['bli', 'ble'], ['alli', 'al'], ['entli', 'ent'],
  ['eli', 'e'], ['ousli', 'ous'], ['ization', 'ize'], ['ation', 'ate'], ['ator', 'ate'], ['alism', 'al'], ['iveness', 'ive'],
  ['fulness', 'ful'], ['ousness', 'ous'], ['aliti', 'al'], ['iviti', 'ive'], ['biliti', 'ble'], ['logi', 'log'],
]; // prettier-ignore
const step3: readonly Rule[] = [
  ['icate', 'ic'], ['ative', ''], ['alize', 'al'], ['iciti', 'ic'], ['ical', 'ic'], ['ful', ''], ['ness', ''],
]; // prettier-ignore
const step4 = [
  'al',
  'ance',
  'ence',
  'er',
  'ic',
  'able',
  'ible',
  'ant',
  'ement',
  'ment',
  'ent',
  'ou',
  'ism',
  'ate',
  'iti',
  'ous',
  'ive',
  'ize',
];

function replaceLongest(word: string, rules: readonly Rule[]): string {
  let best: Rule | undefined;
  for (const rule of rules) if (word.endsWith(rule[0]) && rule[0].length > (best?.[0].length ?? 0)) best = rule;
  if (best === undefined) return word;
  const stem = word.slice(0, -best[0].length);
  return measureAbove0.test(stem) ? stem + best[1] : word;
}

function dropPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2);
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word;
}

function dropEdIng(word: string): string {
  if (word.endsWith('eed')) return measureAbove0.test(word.slice(0, -3)) ? word.slice(0, -1) : word;
  const match = /^(.+?)(?:ed|ing)$/.exec(word);
  const stem = match?.[1];
  if (stem === undefined || !hasVowel.test(stem)) return word;
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`;
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1);
  return shortEnd.test(stem) ? `${stem}e` : stem;
}

function dropResidue(word: string): string {
  let best = '';
  for (const suffix of step4) if (word.endsWith(suffix) && suffix.length > best.length) best = suffix;
  if (/[st]ion$/.test(word) && best.length < 3) best = 'ion';
  const stem = word.slice(0, word.length - best.length);
  return best !== '' && measureAbove1.test(stem) ? stem : word;
}

function tidy(word: string): string {
  let tidied = word;
  if (tidied.endsWith('e')) {
    const stem = tidied.slice(0, -1);
    if (measureAbove1.test(stem) || (measureIs1.test(stem) && !shortEnd.test(stem))) tidied = stem;
  }
  return tidied.endsWith('ll') && measureAbove1.test(tidied) ? tidied.slice(0, -1) : tidied;
}

/** The stem of a lower-case English word by Porter's rules, so that words meet here as they meet in the index. */
export function stemWord(word: string): string {
  if (word.length < 3 || !/^[a-z]+$/.test(word)) return word;
  let stem = dropEdIng(dropPlural(word));
  if (stem.endsWith('y') && hasVowel.test(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`;
  return tidy(dropResidue(replaceLongest(replaceLongest(stem, step2), step3)));
}
