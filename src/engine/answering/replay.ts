import type { Answer, AnswerEvent, AnswerPart } from '../../shared/domain/answer.ts';
import { emptyCoverage } from './empty-coverage.ts';

/** The parts a finished answer would have streamed: text and citations in the order they stand. */
function partsOf(answer: Answer): AnswerPart[] {
  const parts: AnswerPart[] = [];
  const { kind, passages, query, receipt, text, citations, support = [], state, error } = answer;
  if (kind !== null) {
    const { coverage = emptyCoverage, warnings = [] } = receipt ?? {};
    parts.push({ type: 'passages', kind, passages, coverage, warnings, ...(query && { query }) });
  }
  let sent = 0;
  for (const citation of citations.toSorted((a, b) => a.offset - b.offset)) {
    if (citation.offset > sent) parts.push({ type: 'text-delta', text: text.slice(sent, citation.offset) });
    sent = Math.max(sent, citation.offset);
    parts.push({ type: 'citation', citation });
  }
  if (sent < text.length) parts.push({ type: 'text-delta', text: text.slice(sent) });
  for (const each of support) parts.push({ type: 'support', support: each });
  parts.push({ type: 'finish', state, receipt, error });
  return parts;
}

/**
 * Events of a stored answer above `after`. Whoever followed it in an earlier life of the engine may have counted
 * further than the replay; the finish comes in any case, under the next number.
 */
export function* replayAnswer(answer: Answer, after: number): Generator<AnswerEvent> {
  const parts = partsOf(answer);
  for (const [index, part] of parts.entries()) {
    const seq = index + 1;
    if (seq > after) yield { seq, part };
    else if (part.type === 'finish') yield { seq: after + 1, part };
  }
}
