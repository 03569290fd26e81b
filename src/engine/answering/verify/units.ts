/** A unit: what it measures, and how much of the base unit it is. */
export interface Unit {
  measures: string;
  factor: number;
}

const listed: Readonly<Record<string, readonly (readonly [factor: number, names: string])[]>> = {
  length: [
    [1e-3, 'mm millimetre millimeter 毫米'], [1e-2, 'cm centimetre centimeter 厘米 公分'],
    [1, 'm metre meter mètre 米 公尺 メートル'], [1e3, 'km kilometre kilometer kilomètre 公里 千米 キロメートル'],
    [1609.344, 'mile mi meile 英里 マイル'], [0.3048, 'ft foot feet 英尺 フィート'], [0.0254, 'inch inches 英寸 インチ'],
    [0.9144, 'yard yd 码'], [1852, 'nmi 海里'], [1e-6, 'micrometre micrometer micron µm 微米'], [1e-9, 'nm nanometre nanometer 纳米'], [500, '里'],
  ],
  area: [
    [1, 'm² m2 square_metre square_meter 平方米 quadratmeter'], [1e6, 'km² km2 square_kilometre square_kilometer 平方公里 平方千米 quadratkilometer'],
    [1e4, 'ha hectare hektar 公顷'], [4046.86, 'acre 英亩'], [2589988, 'square_mile 平方英里'], [0.0929, 'square_foot square_feet 平方英尺'],
  ],
  mass: [
    [1e-9, 'ng nanogram'], [1e-6, 'µg mcg microgram 微克'], [1e-3, 'mg milligram milligramm 毫克'], [1, 'g gram gramm 克'],
    [1e3, 'kg kilogram kilogramm kilo 公斤 千克'], [1e6, 't tonne 吨 トン'], [907185, 'ton'], [453.592, 'lb lbs pound_mass 磅'], [28.35, 'oz ounce 盎司'], [500, '斤'],
  ],
  volume: [[1e-3, 'ml millilitre milliliter 毫升'], [1, 'l litre liter 升'], [3.785, 'gallon 加仑'], [1e-1, 'dl'], [1e3, 'm³ m3 cubic_metre cubic_meter 立方米']],
  time: [
    [1e-3, 'ms millisecond 毫秒'], [1, 's sec second sekunde seconde 秒'], [60, 'min minute 分钟 分'], [3600, 'h hr hour stunde heure 小时 時間'],
    [86_400, 'day tag tage tagen jour 天 日間'], [604_800, 'week woche wochen semaine 周 星期 週間'],
  ],
  months: [[1, 'month monat monate monaten mois 个月 ヶ月 か月'], [12, 'year jahr jahre jahren ans années yr 年']],
  temperature: [[1, '°c celsius 摄氏度'], [1.8, '°f fahrenheit 华氏度'], [1.0001, 'kelvin']],
  share: [[1, '% percent per_cent prozent pour_cent 百分之 パーセント'], [1.5, 'percentage_point pp prozentpunkt prozentpunkte 个百分点 百分点'], [0.1, '‰']],
  data: [[1, 'byte 字节'], [1e3, 'kb kilobyte'], [1e6, 'mb megabyte'], [1e9, 'gb gigabyte'], [1e12, 'tb terabyte']],
  power: [[1, 'w watt 瓦'], [1e3, 'kw kilowatt 千瓦'], [1e6, 'mw megawatt 兆瓦'], [1e9, 'gw gigawatt']],
  energy: [[1, 'wh'], [1e3, 'kwh 千瓦时 度电'], [1e6, 'mwh'], [1e9, 'gwh']],
  frequency: [[1, 'hz 赫兹'], [1e3, 'khz'], [1e6, 'mhz'], [1e9, 'ghz']],
  speed: [[1, 'km/h kph kmh'], [1.609, 'mph'], [3.6, 'm/s'], [1.852, 'knot kn 节']],
  money: [
    [1, '$ us$ usd dollar 美元 美金 ドル'], [1.1, '€ eur euro 欧元 ユーロ'], [1.3, '£ gbp pound 英镑 ポンド'], [0.007, '¥ jpy yen 日元 日圆 円'],
    [0.14, 'rmb cny yuan 元 人民币'], [1.12, 'chf franc franken 法郎'], [0.012, '₹ inr rupee 卢比'], [0.0007, '韩元 krw won'], [0.13, '港元 港币 hkd hk$'],
  ],
}; // prettier-ignore

const byName = new Map<string, Unit>();
for (const [measures, rows] of Object.entries(listed)) {
  for (const [factor, names] of rows) {
    for (const name of names.split(' ')) {
      byName.set(name, { measures, factor });
      if (/^[a-zè_]{3,}$/.test(name) && !name.endsWith('s')) byName.set(`${name}s`, { measures, factor });
    }
  }
}
const hanNames = [...byName.keys()]
  .filter((name) => /[\p{Script=Han}\p{Script=Katakana}]/u.test(name))
  .toSorted((a, b) => b.length - a.length);

/** The unit that a text begins with, with its length; letters only as a whole word. */
export function unitAt(text: string): { unit: Unit; name: string } | null {
  const blanks = /^[\s-]{0,2}/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(blanks);
  const hanName = hanNames.find((each) => rest.startsWith(each));
  if (hanName !== undefined) return { unit: byName.get(hanName) as Unit, name: hanName };
  const match =
    /^(?:square|cubic|percentage|per|pour)\s\p{L}+|^(?:km|m)\/[hs](?!\p{L})|^°\s?[CF]|^[\p{Script=Latin}µ]+[²³23]?|^[%‰€$£¥₹]/iu.exec(rest);
  if (match === null) return null;
  const [name] = match;
  // A unit of one letter stands as it is written: "5 M" is no length.
  const key =
    name.length === 1 && /\p{Lu}/u.test(name) && name !== 'W'
      ? name
      : name.toLowerCase().replaceAll(/\s/g, name.startsWith('°') ? '' : '_');
  const unit = byName.get(key);
  return unit === undefined ? null : { unit, name };
}

/** The currency that a text ends with, for "$ 5" and "EUR 5". */
export function currencyBefore(text: string): { unit: Unit; name: string } | null {
  const name = /(?:US\$|HK\$|[$€£¥₹]|(?<!\p{L})(?:USD|EUR|GBP|JPY|CNY|RMB|CHF|INR|HKD)|人民币)\s?$/u.exec(text)?.[0].trim();
  const unit = name === undefined ? undefined : byName.get(name.toLowerCase());
  return name === undefined || unit === undefined ? null : { unit, name };
}

/** The word is a weight as well as money. */
const isPound = ({ measures, factor }: Unit): boolean =>
  (measures === 'mass' && factor === 453.592) || (measures === 'money' && factor === 1.3);

export function sameUnit(a: Unit, b: Unit): boolean {
  return a === b || (a.measures === b.measures && a.factor === b.factor) || (isPound(a) && isPound(b));
}
