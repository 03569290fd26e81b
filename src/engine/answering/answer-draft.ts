import type { AnswerKind, AnswerPart, Citation, FinishReason, Passage, Receipt, Usage } from '../../shared/domain/answer.ts';
import type { SearchWarning, UnderstoodQuery } from '../../shared/domain/retrieval.ts';
import { countSupport, type SentenceSupport } from '../../shared/domain/support.ts';
import type { Coverage } from '../../shared/domain/source.ts';
import type { LanguageModel } from '../providers/specification.ts';
import type { StageClock } from '../retrieval/stage-clock.ts';
import { emptyCoverage } from './empty-coverage.ts';

/** An answer while it grows: what was streamed is what will be kept. */
export interface AnswerDraft {
  readonly kind: AnswerKind | null;
  readonly text: string;
  readonly passages: readonly Passage[];
  readonly citations: readonly Citation[];
  readonly support: readonly SentenceSupport[];
  /** How the question was understood; undefined before it was searched. */
  readonly query: UnderstoodQuery | undefined;
  begin(context: { kind: AnswerKind; passages: Passage[]; coverage: Coverage; warnings: SearchWarning[]; query: UnderstoodQuery }): void;
  addText(text: string): void;
  addCitation(citation: Citation): void;
  addSupport(support: SentenceSupport): void;
  noteModel(model: LanguageModel): void;
  noteGeneration(figures: { usage?: Usage; decodeMs?: number; finishReason?: FinishReason }): void;
  noteRoute(route: Receipt['route']): void;
  /** Null before it was known what kind of answer this is. */
  receipt(answerId: number, createdAtMs: number): Receipt | null;
}

const currency = 'EUR';

export function createAnswerDraft(stages: StageClock, emit: (part: AnswerPart) => void): AnswerDraft {
  let kind: AnswerKind | null = null;
  let text = '';
  let passages: Passage[] = [];
  let coverage = emptyCoverage;
  let warnings: SearchWarning[] = [];
  let query: UnderstoodQuery | undefined;
  let ttftMs: number | null = null;
  let model: Receipt['model'] = null;
  let usage: Usage = {};
  let decodeMs = 0;
  let finishReason: FinishReason = 'stop';
  let route: Receipt['route'] = { target: 'none', reason: 'Nothing was asked of a model.' };
  const citations: Citation[] = [];
  const support: SentenceSupport[] = [];

  return {
    get kind() {
      return kind;
    },
    get text() {
      return text;
    },
    get passages() {
      return passages;
    },
    get citations() {
      return citations;
    },
    get support() {
      return support;
    },
    get query() {
      return query;
    },
    begin(context) {
      ({ kind, passages, coverage, warnings, query } = context);
      emit({ type: 'passages', ...context });
    },
    addText(delta) {
      if (ttftMs === null && delta.trim() !== '') ttftMs = stages.elapsedMs();
      text += delta;
      emit({ type: 'text-delta', text: delta });
    },
    addCitation(citation) {
      citations.push(citation);
      emit({ type: 'citation', citation });
    },
    addSupport(added) {
      support.push(added);
      emit({ type: 'support', support: added });
    },
    noteModel({ provider, name, backend }) {
      model = { provider, name, backend };
    },
    noteGeneration(figures) {
      usage = { ...usage, ...figures.usage };
      decodeMs = figures.decodeMs ?? decodeMs;
      finishReason = figures.finishReason ?? finishReason;
    },
    noteRoute(chosen) {
      route = chosen;
    },
    receipt(answerId, createdAtMs) {
      if (kind === null) return null;
      const { outputTokens = 0 } = usage;
      return {
        answerId,
        createdAtMs,
        kind,
        latencyMs: stages.elapsedMs(),
        ttftMs,
        tokensPerSecond: outputTokens === 0 || decodeMs <= 0 ? null : Math.round((outputTokens / decodeMs) * 10_000) / 10,
        usage,
        finishReason,
        stages: stages.timings(),
        passageCount: passages.length,
        citationCount: citations.length,
        ...(support.some(({ verdict }) => verdict !== 'no-claim') && { support: countSupport(support) }),
        model,
        route,
        costMicros: 0,
        currency,
        egressBytes: 0,
        coverage,
        warnings,
      };
    },
  };
}
