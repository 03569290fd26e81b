import { performance } from 'node:perf_hooks';
import { meanQuality, rankingQuality, type RankingQuality } from '../../src/engine/retrieval/ranking-quality.ts';
import type { CpuMeter } from './cpu-meter.ts';
import type { EvaluationSet } from './evaluation-set.ts';

export interface Asked {
  /** Ids of the set, best first. */
  docs: string[];
  /** What the product said beside its ranking. */
  warnings: readonly string[];
  durationMs: number;
}

/** How one way of ranking did on a set. */
export interface MeasuredRanking {
  /** null where no question is judged. */
  quality: RankingQuality | null;
  p50Ms: number;
  p95Ms: number;
  /** Of the engine and the models process together, per question; null where the system does not say. */
  cpuMs: number | null;
  /** How many questions each warning came with. */
  warnings: Record<string, number>;
  ranking: { query: string; docs: string[] }[];
}

/** Asks every question of a set once, one after the other. */
export async function measureRanking(
  set: EvaluationSet,
  ask: (question: string) => Promise<Asked>,
  cpu: CpuMeter,
): Promise<MeasuredRanking> {
  const qualities: RankingQuality[] = [];
  const durations: number[] = [];
  const warnings: Record<string, number> = {};
  const ranking: MeasuredRanking['ranking'] = [];
  const before = cpu();
  for (const { id, question } of set.questions) {
    const asked = await ask(question);
    durations.push(asked.durationMs);
    for (const warning of asked.warnings) warnings[warning] = (warnings[warning] ?? 0) + 1;
    ranking.push({ query: id, docs: asked.docs });
    const gains = set.gains.get(id);
    if (gains !== undefined && gains.size > 0) qualities.push(rankingQuality(asked.docs, gains));
  }
  const after = cpu();
  const sorted = durations.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    quality: meanQuality(qualities),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    cpuMs: before === null || after === null ? null : (after - before) / set.questions.length,
    warnings,
    ranking,
  };
}

/** Runs `ask` and says how long it took, in milliseconds. */
export async function timed<T>(ask: () => Promise<T>): Promise<{ result: T; durationMs: number }> {
  const startedAt = performance.now();
  const result = await ask();
  return { result, durationMs: performance.now() - startedAt };
}
