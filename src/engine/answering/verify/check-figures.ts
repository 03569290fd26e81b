import type { CalendarDate, WrittenDate } from '../../retrieval/dates-in.ts';
import type { Evidence } from './evidence.ts';
import type { Finding } from './finding.ts';
import { type Quantity, sameAmount, sameValue } from './quantities.ts';
import { sameUnit } from './units.ts';

const written = (text: string, { start, end }: { start: number; end: number }): string => text.slice(start, end).trim();

/** True where the date of a sentence says nothing that the other does not; what one leaves out may stand elsewhere. */
function agrees(said: CalendarDate, found: CalendarDate): boolean {
  const parts = ['year', 'month', 'day'] as const;
  return parts.every((part) => said[part] === null || said[part] === found[part]);
}

export function sameDate(said: WrittenDate, found: WrittenDate): boolean {
  return said.readings.some((a) => found.readings.some((b) => agrees(a, b)));
}

/** The day and the month stand in one place, the year in another. */
function isPieced(said: WrittenDate, dates: readonly WrittenDate[], digits: ReadonlySet<string>): boolean {
  return said.readings.some(
    ({ year, month, day }) =>
      year !== null &&
      digits.has(String(year)) &&
      (month === null ||
        dates.some((date) =>
          date.readings.some((each) => each.month === month && (day === null || each.day === day) && each.year === null),
        )),
  );
}

export function checkDates(claim: Evidence, evidence: readonly Evidence[]): Finding[] {
  return claim.dates.flatMap((date): Finding[] => {
    const isThere = evidence.some(({ plain, dates, digits, quantities }) => {
      // 2001-02 is a season as well as a month.
      if (plain.includes(written(claim.plain, date)) || dates.some((each) => sameDate(date, each)) || isPieced(date, dates, digits))
        return true;
      const [only] = date.readings;
      return only?.month === null && quantities.some((each) => each.values.some((value) => value === only.year));
    });
    if (isThere) return [];
    const instead = evidence.flatMap(({ plain, dates }) => dates.map((each) => written(plain, each)))[0];
    return [{ code: 'date', said: written(claim.plain, date), found: instead ?? '', isGrave: true }];
  });
}

const smallCount = 10;

function missingNumber(said: Quantity, others: readonly Quantity[]): Finding[] {
  const alike = others.filter(
    (each) => !each.isVague && (said.unit === null || (each.unit !== null && each.unit.measures === said.unit.measures)),
  );
  const instead = alike.length === 1 ? (alike[0]?.written ?? '') : '';
  const isCounted = said.isWord && said.unit === null && said.values.every((value) => value <= smallCount) && alike.length === 0;
  return [{ code: 'number', said: `${said.written}${said.unit === null ? '' : ` ${said.unitName}`}`, found: instead, isGrave: !isCounted }];
}

function checkUnit(said: Quantity, matches: readonly Quantity[], all: readonly Quantity[]): Finding[] {
  const { unit } = said;
  if (unit === null || matches.some((each) => each.unit !== null && sameUnit(each.unit, unit))) return [];
  const other = matches.find((each) => each.unit !== null);
  if (other !== undefined)
    return [{ code: 'unit', said: `${said.written} ${said.unitName}`, found: `${other.written} ${other.unitName}`, isGrave: true }];
  if (all.some((each) => each.unit !== null && sameUnit(each.unit, unit))) return [];
  return [{ code: 'unit', said: `${said.written} ${said.unitName}`, found: '', isGrave: false }];
}

export function checkNumbers(claim: Evidence, evidence: readonly Evidence[], context: readonly Evidence[]): Finding[] {
  const all = [...evidence, ...context].flatMap(({ quantities }) => quantities);
  const years = [...evidence, ...context].flatMap(({ dates }) => dates.flatMap((date) => date.readings.map((each) => each.year)));
  return claim.quantities.flatMap((said): Finding[] => {
    if (all.some((each) => sameAmount(said, each))) return [];
    const matches = all.filter((each) => sameValue(said, each));
    if (matches.length > 0) {
      const isTurned = said.isNegative && !matches.some((each) => each.isNegative) && said.unit?.measures === 'temperature';
      return isTurned ? missingNumber(said, all) : checkUnit(said, matches, all);
    }
    if (said.isVague || years.some((year) => year !== null && said.values.includes(year))) return [];
    const isInside =
      said.unit === null && evidence.some(({ digits, plain }) => digits.has(said.written) || (said.isWord && plain.includes(said.written)));
    return isInside ? [] : missingNumber(said, all);
  });
}
