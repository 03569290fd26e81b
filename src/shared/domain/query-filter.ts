import { everyDocument, type DocumentTraits, type SearchFilter } from './scope.ts';
import { formatsCalled } from './format-words.ts';
import { languageCalled } from './language-names.ts';
import type { QueryPiece } from './query-pieces.ts';
import { writtenPeriod, type Period } from './written-period.ts';

type Field = Extract<QueryPiece, { kind: 'field' }>;
type Between = SearchFilter['between'];

const traitOf: Readonly<Record<string, keyof DocumentTraits>> = {
  type: 'formats',
  format: 'formats',
  in: 'folders',
  folder: 'folders',
  name: 'names',
  file: 'names',
  lang: 'languages',
  language: 'languages',
};

function traitValues(trait: keyof DocumentTraits, value: string): readonly string[] {
  if (trait === 'formats') return formatsCalled(value) ?? [];
  if (trait === 'languages') return [languageCalled(value)].filter((code) => code !== undefined);
  return [trait === 'folders' ? value.replaceAll('\\', '/') : value];
}

/** What `-after:` leaves is what `before:` asks for, and the other way round. A period in the middle can't be left out. */
function narrowed(between: Between, field: string, negated: boolean, period: Period): Between | null {
  const later = field === 'after' || field === 'since';
  const from = (ms: number): Between => ({ ...between, fromMs: Math.max(between.fromMs ?? ms, ms) });
  const before = (ms: number): Between => ({ ...between, beforeMs: Math.min(between.beforeMs ?? ms, ms) });
  if (later) return negated ? before(period.fromMs) : from(period.fromMs);
  if (field === 'before' || field === 'until') {
    const end = field === 'until' ? period.beforeMs : period.fromMs;
    return negated ? from(end) : before(end);
  }
  if (negated) return null;
  return { fromMs: from(period.fromMs).fromMs, beforeMs: before(period.beforeMs).beforeMs };
}

/** Several periods as one, when nothing lies between them. */
function together(periods: readonly Period[]): Period | null {
  const [first, ...rest] = periods.toSorted((a, b) => a.fromMs - b.fromMs);
  let whole: Period | null = first ?? null;
  for (const each of rest) {
    if (whole === null || each.fromMs > whole.beforeMs) return null;
    whole = { fromMs: whole.fromMs, beforeMs: Math.max(whole.beforeMs, each.beforeMs) };
  }
  return whole;
}

export interface QueryFilter {
  filter: SearchFilter;
  unknown: { field: string; value: string }[];
  /** The fields whose values mean nothing: what is written there may be words. */
  ignored: ReadonlySet<Field>;
}

/**
 * The documents that the fields of a question ask to look at. Values of one field are alternatives, fields narrow each
 * other down. A value that means nothing is told and left out.
 */
export function queryFilter(fields: readonly Field[]): QueryFilter {
  const filter: SearchFilter = { ...everyDocument, only: { ...everyDocument.only }, not: { ...everyDocument.not } };
  const unknown: QueryFilter['unknown'] = [];
  const ignored = new Set<Field>();
  const during: { field: Field; value: string; period: Period }[] = [];
  for (const piece of fields) {
    const { field, values, negated } = piece;
    const trait = traitOf[field];
    let meant = 0;
    for (const value of values) {
      const side = negated ? filter.not : filter.only;
      const period = trait === undefined ? writtenPeriod(value) : null;
      const found = trait === undefined ? [] : traitValues(trait, value);
      const between = period === null ? null : narrowed(filter.between, field, negated, period);
      if (trait !== undefined && found.length > 0) Object.assign(side, { [trait]: [...new Set([...side[trait], ...found])] });
      else if (period !== null && (field === 'during' || field === 'date') && !negated) during.push({ field: piece, value, period });
      else if (between !== null) filter.between = between;
      else {
        unknown.push({ field, value });
        continue;
      }
      meant += 1;
    }
    if (meant === 0) ignored.add(piece);
  }
  const period = together(during.map((each) => each.period)) ?? during[0]?.period;
  if (period !== undefined) {
    filter.between = narrowed(filter.between, 'during', false, period) ?? filter.between;
    const isLeftOut = (each: Period): boolean => each.fromMs < period.fromMs || each.beforeMs > period.beforeMs;
    for (const each of during) if (isLeftOut(each.period)) unknown.push({ field: each.field.field, value: each.value });
  }
  return { filter, unknown, ignored };
}
