import type { Receipt } from '../shared/domain/answer.ts';
import type { Place } from '../shared/domain/place.ts';
import { placeWords as wordsOfPlace } from '../shared/domain/place-words.ts';
import type { SearchWarning } from '../shared/domain/retrieval.ts';
import type { DocumentOutcome, DocumentState } from '../shared/domain/document.ts';
import type { Coverage, Source, SourceProgress } from '../shared/domain/source.ts';

const whole = new Intl.NumberFormat('en');

/** A count with thousands separators. */
const count = (value: number): string => whole.format(value);

/** A count with its noun: "1 file", "1,204 files". */
export const counted = (value: number, noun: string): string => `${count(value)} ${noun}${value === 1 ? '' : 's'}`;

/** Where a passage stands, as a person would look it up; of a paragraph all headings above it. */
export const placeWords = (place: Place): string => wordsOfPlace(place, (path) => path.join(' › '));

/** Seconds as a rough span: "40 s", "3 min". */
export function spanWords(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** One line of progress; rates and time left only once they are known. */
export function progressWords(progress: SourceProgress): string {
  const parts = [`${count(progress.filesDone)} of ${counted(progress.filesTotal, 'file')}`];
  if (progress.filesFailed > 0) parts.push(`${count(progress.filesFailed)} failed`);
  if (progress.filesPerSecond !== null) parts.push(`${progress.filesPerSecond.toFixed(1)} files/s`);
  if (progress.chunksTotal > 0 && progress.chunksEmbedded < progress.chunksTotal && progress.chunksEmbedded > 0)
    parts.push(`${count(progress.chunksEmbedded)} of ${count(progress.chunksTotal)} chunks embedded`);
  if (progress.chunksPerSecond !== null) parts.push(`${progress.chunksPerSecond.toFixed(1)} chunks/s`);
  if (progress.secondsLeft !== null) parts.push(`${spanWords(progress.secondsLeft)} left`);
  return parts.join(' · ');
}

/** What became of one source in this run. */
export function runWords({ state, progress }: Source): string {
  if (state === 'missing') return 'the folder or file cannot be found; what is indexed of it stays searchable';
  const { filesDone, filesFailed, filesUnchanged, documentsFailed } = progress;
  const parts = [`${counted(filesDone - filesFailed, 'file')} read`];
  // What an earlier run could not read is unchanged, too, and is told once.
  const unchanged = filesUnchanged - Math.max(0, documentsFailed - filesFailed);
  if (unchanged > 0) parts.push(`${count(unchanged)} unchanged`);
  if (documentsFailed > 0) parts.push(`${count(documentsFailed)} could not be read`);
  return parts.join(' · ');
}

const outcomeNames: Record<DocumentOutcome, string> = {
  ok: 'read whole',
  partial: 'read in part',
  'no-text-layer': 'with text in pictures that is not recognised',
  encrypted: 'protected with a password',
  corrupt: 'damaged',
  empty: 'empty',
  'too-large': 'too large',
  unsupported: 'of a kind that is not read',
  quarantined: 'set aside after stopping a reader',
  unreachable: 'out of reach',
};

export type OutcomeCounts = readonly { readonly outcome: DocumentOutcome; readonly documents: number }[];

/** What reading came to, most frequent first, without what was read whole; null where everything was. */
export function outcomeWords(counts: OutcomeCounts): string | null {
  const shown = counts.filter(({ outcome }) => outcome !== 'ok').toSorted((a, b) => b.documents - a.documents);
  return shown.length === 0 ? null : shown.map(({ outcome, documents }) => `${count(documents)} ${outcomeNames[outcome]}`).join(' · ');
}

/** What the library holds of a source. */
export function sourceWords({ state }: Source, documents: Readonly<Record<DocumentState, number>>): string {
  const { searchable, failed, queued, reading, missing } = documents;
  const parts = [counted(searchable + failed + queued + reading + missing, 'document')];
  if (failed > 0) parts.push(`${count(failed)} could not be read`);
  if (queued + reading > 0) parts.push(`${count(queued + reading)} waiting`);
  if (missing > 0) parts.push(`${count(missing)} gone`);
  if (state === 'paused') parts.push('paused');
  if (state === 'missing') parts.push('the folder or file cannot be found');
  return parts.join(' · ');
}

/** How much of a collection can be searched, and how. */
export function coverageWords(coverage: Coverage, hasEmbeddingModel: boolean): string {
  const { documents, searchable, chunks, embedded } = coverage;
  const parts = [`${count(searchable)} of ${counted(documents, 'document')} searchable`, counted(chunks, 'chunk')];
  if (hasEmbeddingModel) parts.push(`${count(embedded)} embedded`);
  return parts.join(' · ');
}

/** A quotation comes as Markdown, with marks of Markdown in the document's own text escaped. A terminal shows the text itself. */
export const quotationText = (markdown: string): string => markdown.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

const warningWords: Record<SearchWarning, string> = {
  'no-embedding-model': 'No embedding model: full-text search only.',
  'embedding-failed': 'The embedding model failed: full-text search only.',
  'vectors-incomplete': 'Embeddings are still being made: some passages were searched by full text only.',
  'documents-queued': 'Some files are still waiting to be read.',
  'rerank-skipped': 'Reranking was skipped for lack of time.',
  'rerank-partial': 'Only some passages were reranked in the time for it.',
  'nothing-in-scope': 'No document is in the part of the collection that was asked for.',
};

/** A warning of a search as one sentence. */
export const searchWarningWords = (warning: SearchWarning): string => warningWords[warning];

/** The receipt's one quiet line. */
export function receiptWords(receipt: Receipt): string {
  const parts = [`${(receipt.latencyMs / 1000).toFixed(1)} s`];
  if (receipt.ttftMs !== null && receipt.model) parts.push(`first word ${(receipt.ttftMs / 1000).toFixed(1)} s`);
  if (receipt.tokensPerSecond !== null) parts.push(`${receipt.tokensPerSecond.toFixed(0)} tok/s`);
  const { inputTokens, cachedInputTokens, outputTokens } = receipt.usage;
  if (inputTokens !== undefined && outputTokens !== undefined) {
    parts.push(`${count(inputTokens)} → ${count(outputTokens)} tokens${cachedInputTokens ? ` (${count(cachedInputTokens)} cached)` : ''}`);
  }
  parts.push(
    receipt.model
      ? `${receipt.model.provider} ${receipt.model.name}${receipt.model.backend ? ` (${receipt.model.backend})` : ''}`
      : 'no model used',
  );
  parts.push(`${(receipt.costMicros / 1e6).toFixed(2)} ${receipt.currency}`);
  parts.push(receipt.egressBytes === 0 ? 'nothing left this machine' : `${count(receipt.egressBytes)} bytes left this machine`);
  return parts.join(' · ');
}
