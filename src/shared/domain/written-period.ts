/** From the first to before the second, in milliseconds since 1970, in local time. */
export interface Period {
  fromMs: number;
  beforeMs: number;
}

const forms: readonly RegExp[] = [
  /^(?<year>\d{4})(?:[-/.](?<month>\d{1,2})(?:[-/.](?<day>\d{1,2}))?)?$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
  /^(?<month>\d{1,2})[./](?<year>\d{4})$/,
  /^(?<year>\d{4})年(?:(?<month>\d{1,2})月(?:(?<day>\d{1,2})[日号])?)?$/,
];
const range = /^(.+?)(?:\.\.|…|[–—~～]|-(?=\d{4}$))(.+)$/;

function single(text: string): Period | null {
  const groups = forms.map((form) => form.exec(text)?.groups).find((found) => found !== undefined);
  if (groups === undefined) return null;
  const [year, month, day] = [groups['year'], groups['month'], groups['day']].map((digits) =>
    digits === undefined ? null : Number(digits),
  );
  if (year === undefined || year === null || year < 1900) return null;
  const from = new Date(year, (month ?? 1) - 1, day ?? 1);
  const isReal = from.getFullYear() === year && from.getMonth() === (month ?? 1) - 1 && from.getDate() === (day ?? 1);
  if (!isReal) return null;
  const before =
    day ? new Date(year, (month ?? 1) - 1, day + 1) : month ? new Date(year, month, 1) : new Date(year + 1, 0, 1); // prettier-ignore
  return { fromMs: from.getTime(), beforeMs: before.getTime() };
}

/**
 * The time that a year, a month or a day covers, or two of them with what is between (`2020..2022`, `2020-2022`). Year
 * first, or day.month.year. null for anything else.
 */
export function writtenPeriod(text: string): Period | null {
  const alone = single(text);
  if (alone !== null) return alone;
  const [, first = '', second = ''] = range.exec(text) ?? [];
  const [from, to] = [single(first), single(second)];
  return from === null || to === null || to.beforeMs <= from.fromMs ? null : { fromMs: from.fromMs, beforeMs: to.beforeMs };
}
