import { type Comparison, NOISE } from './retrieval-floors.ts';
import type { Configuration } from './configurations.ts';
import type { MeasuredRanking } from './measure-ranking.ts';
import type { RetrievalResult } from './run-retrieval.ts';

export interface SetReport {
  set: string;
  contents: string;
  questions: number;
  judged: number;
  notes: string[];
  result: Omit<RetrievalResult, 'rankings' | 'vector'>;
  /** In the order of the table. */
  configurations: ({ configuration: Configuration; floor: Comparison } & Omit<MeasuredRanking, 'ranking'>)[];
  /** nDCG@10 of hybrid less that of the better of the two alone; null where one is missing. */
  hybridGain: number | null;
}

const points = (difference: number): string => `${difference < 0 ? '−' : '+'}${Math.abs(100 * difference).toFixed(1)}`;
const number = (value: number | null | undefined, digits: number): string =>
  (value ?? null) === null ? '–' : (value ?? 0).toFixed(digits);
const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** The report of one set, for a person. */
export function printedSet(report: SetReport): string {
  const { set, questions, judged, notes, result, configurations } = report;
  const megabytes = result.textBytes / 1e6;
  const lines = [
    `${set}: ${result.documents} documents (${megabytes.toFixed(2)} MB), ${result.chunks} chunks, ${questions} questions, ${judged} of them judged`,
    `  ${result.isKept ? 'kept library opened' : 'indexed'} in ${seconds(result.indexed.wallMs)}` +
      `${result.embedded === null ? '' : `, embedded in ${seconds(result.embedded.wallMs)}`}; ` +
      `${(result.indexBytes / 1e6).toFixed(1)} MB on disk, ${(result.indexBytes / result.textBytes).toFixed(1)} for each of the documents`,
    ...notes.map((note) => `  ${note}`),
    ...(result.searchable < result.documents ? [`  ${result.documents - result.searchable} documents could not be read.`] : []),
    ...(result.embedded !== null && result.withVectors < result.chunks
      ? [`  ${result.chunks - result.withVectors} chunks have no vector.`]
      : []),
    row('', ['nDCG@10', 'R@5', 'R@10', 'MRR@10', 'p50 ms', 'p95 ms', 'CPU ms'], 'floor'),
  ];
  for (const { configuration, quality, p50Ms, p95Ms, cpuMs, floor } of configurations) {
    const figures = [quality?.ndcg10, quality?.recall5, quality?.recall10, quality?.mrr10].map((figure) => number(figure, 3));
    lines.push(row(configuration, [...figures, number(p50Ms, 1), number(p95Ms, 1), number(cpuMs, 2)], floorInWords(floor)));
  }
  for (const { configuration, warnings } of configurations) {
    const said = Object.entries(warnings).filter(([warning]) => warning !== 'no-embedding-model');
    for (const [warning, count] of said) lines.push(`  ${configuration}: ${warning} in ${count} questions`);
  }
  if (report.hybridGain !== null)
    lines.push(`  hybrid against the better of the two alone: ${points(report.hybridGain)} points of nDCG@10`);
  const refused = result.refused === null ? '' : `, and refuses ${(100 * result.refused).toFixed(1)} % of those of the other sets`;
  if (judged > 0 && result.lost !== null)
    lines.push(`  the relevance floor loses ${(100 * result.lost).toFixed(1)} % of the questions that have an answer${refused}`);
  return lines.join('\n');
}

function row(name: string, cells: readonly string[], last: string): string {
  return `  ${name.padEnd(14)}${cells.map((cell) => cell.padStart(9)).join('')}   ${last}`.trimEnd();
}

function floorInWords({ floor, ndcg10, recall10, isBelow }: Comparison): string {
  if (floor === null) return 'none stored';
  const difference = `nDCG ${points(ndcg10)}, R@10 ${points(recall10)}`;
  return isBelow ? `BELOW by more than ${100 * NOISE}: ${difference}` : difference;
}
