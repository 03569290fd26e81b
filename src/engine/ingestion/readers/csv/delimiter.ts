import { csvRecords } from './csv-records.ts';

const candidates = [',', ';', '\t', '|'] as const;
const SAMPLE_CHARS = 64 * 1024;
const SAMPLE_RECORDS = 100;

/** How a table of text is divided. `isDeclared`: the first line is “sep=;”, which spreadsheets write and read but never show. */
export interface Delimiter {
  char: string;
  isDeclared: boolean;
}

/** The delimiter that gives most of the first records the same number of fields, more than one; `usual` where none does. */
export function detectDelimiter(text: string, usual: string): Delimiter {
  const declared = /^sep=(.)\r?\n/i.exec(text)?.[1];
  if (declared !== undefined) return { char: declared, isDeclared: true };
  const sample = text.slice(0, SAMPLE_CHARS);
  let best = { char: usual, score: 0 };
  for (const char of [usual, ...candidates.filter((candidate) => candidate !== usual)]) {
    const score = agreement(sample, char, sample.length < text.length);
    if (score > best.score + 1e-9) best = { char, score };
  }
  return { char: best.char, isDeclared: false };
}

/** Between 0 and 1: the share of records that have the commonest number of fields; a little more for more fields. */
function agreement(sample: string, delimiter: string, isCut: boolean): number {
  const counts = new Map<number, number>();
  let total = 0;
  let left = SAMPLE_RECORDS;
  for (const { fields, end } of csvRecords(sample, delimiter)) {
    left -= 1;
    if (left < 0 || (isCut && end === sample.length && total > 0)) break;
    if (fields.length === 1 && fields[0]?.trim() === '') continue;
    total += 1;
    counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [fields, count] of counts) {
    if (fields > 1) best = Math.max(best, (count / total) * (1 - 0.1 / fields));
  }
  return best;
}
