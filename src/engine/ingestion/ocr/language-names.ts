/** What `Intl` does not know by Tesseract's codes. */
const named: Readonly<Record<string, string>> = {
  chi_sim: 'Chinese (simplified)',
  chi_tra: 'Chinese (traditional)',
  chi_sim_vert: 'Chinese (simplified, vertical)',
  chi_tra_vert: 'Chinese (traditional, vertical)',
  jpn_vert: 'Japanese (vertical)',
  kor_vert: 'Korean (vertical)',
  aze_cyrl: 'Azerbaijani (Cyrillic)',
  srp_latn: 'Serbian (Latin)',
  uzb_cyrl: 'Uzbek (Cyrillic)',
  deu_latf: 'German (Fraktur)',
  frk: 'German (Fraktur)',
  ita_old: 'Italian (old)',
  spa_old: 'Spanish (old)',
  kat_old: 'Georgian (old)',
  equ: 'Mathematical formulas',
};

/** The English name of a language by Tesseract's code; the code itself where it is not known. */
export function languageName(code: string): string {
  const known = named[code];
  if (known !== undefined) return known;
  if (!/^[a-z]{3}$/.test(code)) return code;
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
