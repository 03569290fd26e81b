import type { Answer, AnswerEvent } from '../../shared/domain/answer.ts';
import type { SearchWarning, Stage, StageTiming } from '../../shared/domain/retrieval.ts';
import type { Coverage } from '../../shared/domain/source.ts';

/** An answer as the window knows it: what is kept, and while it runs, what has arrived so far. */
export interface AnswerView {
  readonly answer: Answer;
  /** Last event applied; a stream is resumed after it. */
  readonly seq: number;
  readonly stages: readonly { readonly stage: Stage; readonly timing: StageTiming | null }[];
  readonly coverage: Coverage | null;
  readonly warnings: readonly SearchWarning[];
}

/** A view of an answer as the store keeps it. One still running begins empty: its stream replays from the start. */
export function viewOf(answer: Answer): AnswerView {
  const empty = answer.state === 'running';
  return {
    answer: empty ? { ...answer, text: '', passages: [], citations: [], support: [], kind: null } : answer,
    seq: 0,
    stages: [],
    coverage: answer.receipt?.coverage ?? null,
    warnings: answer.receipt?.warnings ?? [],
  };
}

/** The view after one event. Events already applied change nothing. */
export function applyAnswerEvent(view: AnswerView, { seq, part }: AnswerEvent): AnswerView {
  if (seq <= view.seq) return view;
  const next = { ...view, seq };
  const { answer } = view;
  switch (part.type) {
    case 'stage-start':
      return { ...next, stages: [...view.stages.filter(({ stage }) => stage !== part.stage), { stage: part.stage, timing: null }] };
    case 'stage-end':
      return {
        ...next,
        stages: [...view.stages.filter(({ stage }) => stage !== part.timing.stage), { stage: part.timing.stage, timing: part.timing }],
      };
    case 'passages':
      return {
        ...next,
        answer: { ...answer, kind: part.kind, passages: part.passages, ...(part.query && { query: part.query }) },
        coverage: part.coverage,
        warnings: part.warnings,
      };
    case 'text-delta':
      return { ...next, answer: { ...answer, text: answer.text + part.text } };
    case 'citation':
      return { ...next, answer: { ...answer, citations: [...answer.citations, part.citation] } };
    case 'support':
      return { ...next, answer: { ...answer, support: [...(answer.support ?? []), part.support] } };
    case 'finish':
      return {
        ...next,
        answer: { ...answer, state: part.state, receipt: part.receipt, error: part.error, kind: part.receipt?.kind ?? answer.kind },
      };
  }
}
