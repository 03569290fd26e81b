import type { Passage } from '../../shared/domain/answer.ts';
import type { SentenceSupport } from '../../shared/domain/support.ts';
import type { StageClock } from '../retrieval/stage-clock.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { sentencesOf, type TextRange } from './sentences.ts';
import { createEvidenceReader, verifySentence } from './verify/verify-sentence.ts';

export interface SupportWriter {
  /** Checks the sentences that are settled: another has begun behind them, so no more marks come to them. */
  advance(): void;
  /** Checks the rest; with a clock the time is written down. */
  end(stages: StageClock | null): void;
}

/** A heading, a rule of a table, code: no statement, whatever it says. */
function isFrame(text: string, { start, end }: TextRange, isCited: boolean): boolean {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', end) === -1 ? text.length : text.indexOf('\n', end);
  const line = text.slice(lineStart, lineEnd).trim();
  const isHeading = /^#{1,6}\s/.test(line) || /^(?:\*\*|__)[^*_]+(?:\*\*|__):?$/.test(line);
  const isCode = (text.slice(0, start).match(/^\s*```/gm) ?? []).length % 2 === 1;
  // The head of a table carries no marks; a row that says something does.
  return isHeading || isCode || (line.startsWith('|') && !isCited);
}

/** Compares each sentence of an answer with the passages it cites, as the sentences are completed. */
export function createSupportWriter(draft: AnswerDraft, passages: readonly Passage[], question: string): SupportWriter {
  const read = createEvidenceReader();
  let checkedTo = 0;
  let spentMs = 0;

  const verify = (sentence: string, cited: readonly Passage[]): ReturnType<typeof verifySentence> =>
    verifySentence(
      {
        sentence,
        question,
        spans: cited.map(({ text }) => text),
        context: cited.flatMap(({ documentName, headingPath }) => [documentName, ...headingPath]),
      },
      read,
    );

  const supportOf = (range: TextRange): SentenceSupport => {
    const sentence = draft.text.slice(range.start, range.end);
    const numbers = new Set(
      draft.citations
        .filter(({ offset, sentenceStart }) => sentenceStart < range.end && offset > range.start)
        .map((each) => each.passageNumber),
    );
    if (isFrame(draft.text, range, numbers.size > 0)) return { ...range, verdict: 'no-claim', reasons: [] };
    const cited = passages.filter(({ number }) => numbers.has(number));
    const { verdict, reasons } = verify(sentence, cited);
    if (verdict === 'supported' || verdict === 'no-claim' || verdict === 'weak') return { ...range, verdict, reasons };
    const holder = passages.find((passage) => !numbers.has(passage.number) && verify(sentence, [passage]).verdict === 'supported');
    if (holder === undefined) return { ...range, verdict, reasons };
    const passageNumber = holder.number;
    // Without a mark nothing wrong was said about where it stands.
    if (numbers.size === 0) return { ...range, verdict: 'weak', reasons: [{ code: 'uncited', said: '', found: '', passageNumber }] };
    return { ...range, verdict, reasons: [{ code: 'source', said: '', found: '', passageNumber }, ...reasons] };
  };

  const checkTo = (isEnd: boolean): void => {
    const begunMs = performance.now();
    const { text } = draft;
    const open = sentencesOf(text.slice(checkedTo)).map(({ start, end }) => ({ start: start + checkedTo, end: end + checkedTo }));
    const settled = isEnd ? open : open.slice(0, -1);
    for (const range of settled) draft.addSupport(supportOf(range));
    checkedTo = settled.at(-1)?.end ?? checkedTo;
    spentMs += performance.now() - begunMs;
  };

  return {
    advance: () => checkTo(false),
    end(stages) {
      const startMs = stages?.elapsedMs() ?? 0;
      checkTo(true);
      const claims = draft.support.filter(({ verdict }) => verdict !== 'no-claim');
      if (claims.length === 0) return;
      const supported = claims.filter(({ verdict }) => verdict === 'supported').length;
      stages?.record({
        stage: 'verify',
        startMs,
        durationMs: Math.round(spentMs * 100) / 100,
        detail: `${supported} of ${claims.length} sentences supported`,
      });
    },
  };
}
