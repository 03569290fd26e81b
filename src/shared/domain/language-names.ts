/** Languages that documents are recognised in, as ISO 639-1 has them. */
const codes =
  'am ar az be bg bn ca cs da de el en es et eu fa fi fr gu he hi hr hu hy is it ja ka kn ko ku lo lt lv ml mr ms nl no or pa pl pt ro ru sk sl sq sr sv ta te th tl tr uk ur vi yo zh'.split(
    ' ',
  );
/** Languages whose own words for the others are known too, besides each one's own. */
const tellers = ['en', 'de', 'fr', 'es', 'zh', 'ja'];

const known = new Map<string, string>();

function keyOf(name: string): string {
  return name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

function learnNames(): void {
  for (const code of codes) {
    for (const teller of [code, ...tellers]) {
      const name = new Intl.DisplayNames([teller], { type: 'language' }).of(code);
      if (name !== undefined) known.set(keyOf(name), code);
    }
  }
  for (const [name, code] of [['mandarin', 'zh'], ['farsi', 'fa'], ['nb', 'no'], ['nn', 'no'], ['filipino', 'tl'], ['汉语', 'zh'], ['简体中文', 'zh'], ['英文', 'en'], ['日文', 'ja']] as const) known.set(keyOf(name), code); // prettier-ignore
  for (const code of codes) known.set(code, code);
}

/** ISO 639-1 code of a language by its code, its English name or what it calls itself; undefined for any other word. */
export function languageCalled(name: string): string | undefined {
  if (known.size === 0) learnNames();
  return known.get(keyOf(name)) ?? known.get(keyOf(name).split('-')[0] ?? '');
}
