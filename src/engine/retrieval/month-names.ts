const listed = (names: string): readonly string[] => names.split(' ');

/** Names of the months as documents write them, January first. */
export const monthNames = {
  en: listed('january february march april may june july august september october november december'),
  de: listed('januar februar märz april mai juni juli august september oktober november dezember'),
  fr: listed('janvier février mars avril mai juin juillet août septembre octobre novembre décembre'),
  es: listed('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'),
  it: listed('gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'),
  pt: listed('janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro'),
  nl: listed('januari februari maart april mei juni juli augustus september oktober november december'),
} as const;

export const shortEnglishMonths = listed('jan feb mar apr may jun jul aug sep oct nov dec');

const folded = (name: string): string => name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const numbers = new Map<string, number>([['sept', 9], ['janner', 1], ['okt', 10], ['dez', 12]]); // prettier-ignore
for (const names of [...Object.values(monthNames), shortEnglishMonths]) {
  names.forEach((name, index) => numbers.set(folded(name), index + 1));
}

/** 1 to 12 for the name of a month in any of the languages, whatever its accents; null for another word. */
export function monthOfName(name: string): number | null {
  return numbers.get(folded(name)) ?? null;
}
