/** Windows language numbers, in hexadecimal as number formats write them. */
const languages: Readonly<Record<string, string>> = {
  '401': 'ar-SA', '402': 'bg-BG', '403': 'ca-ES', '404': 'zh-TW', '405': 'cs-CZ', '406': 'da-DK', '407': 'de-DE', '408': 'el-GR',
  '409': 'en-US', '40a': 'es-ES', '40b': 'fi-FI', '40c': 'fr-FR', '40d': 'he-IL', '40e': 'hu-HU', '40f': 'is-IS', '410': 'it-IT',
  '411': 'ja-JP', '412': 'ko-KR', '413': 'nl-NL', '414': 'nb-NO', '415': 'pl-PL', '416': 'pt-BR', '418': 'ro-RO', '419': 'ru-RU',
  '41a': 'hr-HR', '41b': 'sk-SK', '41d': 'sv-SE', '41e': 'th-TH', '41f': 'tr-TR', '421': 'id-ID', '422': 'uk-UA', '424': 'sl-SI',
  '425': 'et-EE', '426': 'lv-LV', '427': 'lt-LT', '429': 'fa-IR', '42a': 'vi-VN', '439': 'hi-IN', '804': 'zh-CN', '807': 'de-CH',
  '809': 'en-GB', '80a': 'es-MX', '80c': 'fr-BE', '810': 'it-CH', '813': 'nl-BE', '816': 'pt-PT', '81d': 'sv-FI', 'c04': 'zh-HK',
  'c07': 'de-AT', 'c09': 'en-AU', 'c0a': 'es-ES', 'c0c': 'fr-CA', '1009': 'en-CA', '100c': 'fr-CH', '1004': 'zh-SG', '1409': 'en-NZ',
  '1809': 'en-IE', '4009': 'en-IN',
}; // prettier-ignore

/** The language behind the dash of “[$€-407]” or “[$-de-DE]”; English where it is none we know. */
export function languageOf(code: string): string {
  if (/^[a-z]{2,3}(?:-[A-Za-z\d]{2,8})*$/.test(code) && !/^[\da-f]{3,}$/i.test(code)) return Intl.getCanonicalLocales(code)[0] ?? 'en-US';
  const hex = code.toLowerCase().replace(/,.*$/, '').slice(-4).replace(/^0+/, '');
  return languages[hex] ?? 'en-US';
}
