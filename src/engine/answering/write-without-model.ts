import type { Passage } from '../../shared/domain/answer.ts';
import type { Coverage } from '../../shared/domain/source.ts';
import type { ReadableDb } from '../store/open.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { citePassage } from './cite.ts';
import { quotePassages } from './extractive.ts';
import { createSupportWriter } from './support-writer.ts';

/** Writes the extractive answer: quotations, each with its citation. What they rest on is checked all the same. */
export function writeQuotations(db: ReadableDb, draft: AnswerDraft, passages: readonly Passage[], question: string): void {
  for (const { passage, start, end, markdown, lead } of quotePassages(passages, question)) {
    const sentenceStart = draft.text.length + lead;
    draft.addText(markdown);
    draft.addCitation(citePassage(db, passage, { start, end }, { offset: draft.text.length, sentenceStart }));
  }
  createSupportWriter(draft, passages, question).end(null);
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;
}

/** Says that nothing was found, in how much, and what has not been looked at. `isEmpty`: the limits of the question let no document through. */
export function notFoundText(
  coverage: Coverage,
  { isLimited, isEmpty, asksNothing }: { isLimited: boolean; isEmpty: boolean; asksNothing: boolean },
): string {
  const unread = coverage.waiting;
  const rest = unread > 0 ? ` ${count(unread, 'document')} ${unread === 1 ? 'has' : 'have'} not been read yet.` : '';
  if (coverage.searchable === 0) return `There are no searchable documents here yet.${rest}`;
  if (isEmpty) return 'No document is in the part of the collection that was asked for.';
  if (asksNothing) return `Nothing was asked, only where to look. These are the newest documents there.${rest}`;
  if (isLimited) return `Nothing in the documents that were searched answers this.${rest}`;
  const place = coverage.searchable === 1 ? 'this document' : `these ${count(coverage.searchable, 'document')}`;
  return `Nothing in ${place} answers this.${rest}`;
}
