/** Endings of number and case. Not `er`, which makes of rent (`Miete`) who pays it (`Mieter`). */
const endings = ['e', 'en', 'n', 's', 'es', 'er', 'em'];
/** What only an adjective ends in takes the rest too: `monatlich`, `monatlicher`. */
const adjective = /(?:lich|isch|ig|bar|sam|haft|los)(?:e[nmrs]?)?$/;
const female = /in(?:nen)?$/;
const shortestStem = 4;
/** A shorter word is another one with an ending too often: `Reis`, `Reise`. */
const shortestWord = 5;

/**
 * The other forms that a German noun or adjective may have, in lower case; most of them are no words. Umlauts of a plural
 * need none: the index knows no difference between `Vertrage` and `Verträge`.
 */
export function germanForms(word: string): string[] {
  const written = word.toLowerCase();
  if (written.length < shortestWord || !/^[\p{Script=Latin}\p{M}]+$/u.test(written)) return [];
  const isAdjective = adjective.test(written);
  const own = endings.filter((ending) => isAdjective || (ending !== 'er' && ending !== 'em'));
  const stems = [written, ...own.filter((ending) => written.endsWith(ending)).map((ending) => written.slice(0, -ending.length))];
  const forms = new Set(stems.filter((stem) => stem.length >= shortestStem));
  for (const stem of stems) if (stem.length >= shortestWord || stem === written) for (const ending of own) forms.add(stem + ending);
  if (written.endsWith('e')) forms.add(`${written}n`);
  if (female.test(written)) forms.add(written.endsWith('innen') ? written.slice(0, -3) : `${written}nen`);
  forms.delete(written);
  return [...forms];
}
