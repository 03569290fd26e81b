import type { VerifyPair } from './verify-material.ts';
import type { Verdict } from '../../src/shared/domain/support.ts';

export interface JudgedPair extends VerifyPair {
  verdict: Verdict;
  reasons: { code: string; said: string; found: string }[];
}

/** What came of the pairs of one kind. */
export interface KindFigures {
  kind: string;
  label: string;
  pairs: number;
  supported: number;
  weak: number;
  unsupported: number;
  noClaim: number;
  /** Of wrong sentences those called unsupported; of true ones those called supported or weak. */
  recall: number;
  /** Of wrong sentences those called unsupported, among these and the true ones called so; null for true kinds and where none was. */
  precision: number | null;
}

export interface VerifyFigures {
  name: string;
  pairs: number;
  kinds: KindFigures[];
  /** Of true sentences. */
  trueCalledUnsupported: number;
  trueCalledWeak: number;
  /** Of all sentences called unsupported, those that are; null where none was. */
  precision: number | null;
  recall: number;
}

const share = (part: number, all: number): number => (all === 0 ? 0 : Math.round((part / all) * 10_000) / 10_000);

/** Figures of a group of pairs. A verdict of weak counts as not caught. */
export function figuresOf(name: string, pairs: readonly JudgedPair[]): VerifyFigures {
  const isTrue = (pair: JudgedPair): boolean => pair.label === 'supported';
  const calledWrong = (some: readonly JudgedPair[]): number => some.filter(({ verdict }) => verdict === 'unsupported').length;
  const trues = pairs.filter(isTrue);
  const wrongs = pairs.filter((pair) => !isTrue(pair));
  const falseAlarms = calledWrong(trues);
  const kinds = [...new Set(pairs.map(({ kind, label }) => `${label}\n${kind}`))].toSorted().map((key): KindFigures => {
    const [label = '', kind = ''] = key.split('\n');
    const some = pairs.filter((pair) => pair.kind === kind && pair.label === label);
    const count = (verdict: Verdict): number => some.filter((pair) => pair.verdict === verdict).length;
    const unsupported = count('unsupported');
    const isWrong = label === 'unsupported';
    // False alarms weigh as if true sentences were as many as those of this kind.
    const alarms = share(falseAlarms, trues.length) * some.length;
    return {
      kind,
      label,
      pairs: some.length,
      supported: count('supported'),
      weak: count('weak'),
      unsupported,
      noClaim: count('no-claim'),
      recall: share(isWrong ? unsupported : some.length - unsupported, some.length),
      precision: isWrong && unsupported > 0 ? share(unsupported, unsupported + alarms) : null,
    };
  });
  const caught = calledWrong(wrongs);
  return {
    name,
    pairs: pairs.length,
    kinds,
    trueCalledUnsupported: share(falseAlarms, trues.length),
    trueCalledWeak: share(trues.filter(({ verdict }) => verdict === 'weak').length, trues.length),
    precision: caught + falseAlarms === 0 ? null : share(caught, caught + falseAlarms),
    recall: share(caught, wrongs.length),
  };
}

const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;

/** The figures as a table for a person. */
export function printedFigures({ name, pairs, kinds, trueCalledUnsupported, trueCalledWeak, precision, recall }: VerifyFigures): string {
  const rows = kinds.map(
    (each) =>
      `  ${each.label.padEnd(12)} ${each.kind.padEnd(20)} ${String(each.pairs).padStart(5)} ${String(each.supported).padStart(9)} ${String(each.weak).padStart(5)} ${String(each.unsupported).padStart(11)} ${String(each.noClaim).padStart(8)}  ${percent(each.recall).padStart(8)}  ${each.precision === null ? '' : percent(each.precision).padStart(8)}`,
  );
  return [
    `${name}: ${pairs} pairs`,
    `  ${'label'.padEnd(12)} ${'kind'.padEnd(20)} pairs supported  weak unsupported no-claim    recall  precision`,
    ...rows,
    `  wrong sentences caught: ${percent(recall)}; of those called unsupported ${precision === null ? 'none' : `${percent(precision)} are`}`,
    `  true sentences called unsupported: ${percent(trueCalledUnsupported)}, called weak: ${percent(trueCalledWeak)}`,
  ].join('\n');
}
