import type { Answer, AnswerPart } from '../../../src/shared/domain/answer.ts';
import type { Document } from '../../../src/shared/domain/document.ts';
import type { Coverage } from '../../../src/shared/domain/source.ts';

/** What the store would hold after a part. */
export function kept(answer: Answer, part: AnswerPart): Answer {
  if (part.type === 'text-delta') return { ...answer, text: answer.text + part.text };
  if (part.type === 'citation') return { ...answer, citations: [...answer.citations, part.citation] };
  if (part.type === 'passages') return { ...answer, kind: part.kind, passages: part.passages };
  return part.type === 'finish' ? { ...answer, state: part.state, receipt: part.receipt, error: part.error } : answer;
}

/** How much of a collection can be searched. */
export function coverageOf({ documents }: { documents: readonly Document[] }, collectionId: number): Coverage {
  const here = documents.filter((document) => document.collectionId === collectionId);
  const sum = (pick: (document: Document) => number) => here.reduce((total, document) => total + pick(document), 0);
  return {
    documents: here.length,
    searchable: here.filter(({ state }) => state === 'searchable').length,
    failed: here.filter(({ state }) => state === 'failed').length,
    waiting: here.filter(({ state }) => state === 'queued' || state === 'reading').length,
    chunks: sum(({ chunkCount }) => chunkCount),
    embedded: sum(({ embeddedChunkCount }) => embeddedChunkCount),
  };
}
