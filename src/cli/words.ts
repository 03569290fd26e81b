import type { Receipt } from '../shared/domain/answer.ts';
import type { Place } from '../shared/domain/place.ts';
import type { SearchWarning } from '../shared/domain/retrieval.ts';
import type { SourceProgress } from '../shared/domain/source.ts';

const whole = new Intl.NumberFormat('en');

/** A count with thousands separators. */
export const count = (value: number): string => whole.format(value);

/** Where a passage stands, as a person would look it up. */
export function placeWords(place: Place): string {
  switch (place.kind) {
    case 'page':
      return `page ${place.page}`;
    case 'lines':
      return place.start === place.end ? `line ${place.start}` : `lines ${place.start}–${place.end}`;
    case 'paragraph':
      return place.headingPath.length > 0 ? place.headingPath.join(' › ') : `paragraph ${place.index}`;
  }
}

/** Seconds as a rough span: "40 s", "3 min". */
export function spanWords(seconds: number): string {
  return seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
}

/** One line of progress; rates and time left only once they are known. */
export function progressWords(progress: SourceProgress): string {
  const parts = [`${count(progress.filesDone)} of ${count(progress.filesTotal)} files`];
  if (progress.filesFailed > 0) parts.push(`${count(progress.filesFailed)} failed`);
  if (progress.filesPerSecond !== null) parts.push(`${progress.filesPerSecond.toFixed(1)} files/s`);
  if (progress.chunksTotal > 0 && progress.chunksEmbedded < progress.chunksTotal && progress.chunksEmbedded > 0)
    parts.push(`${count(progress.chunksEmbedded)} of ${count(progress.chunksTotal)} chunks embedded`);
  if (progress.chunksPerSecond !== null) parts.push(`${progress.chunksPerSecond.toFixed(1)} chunks/s`);
  if (progress.secondsLeft !== null) parts.push(`${spanWords(progress.secondsLeft)} left`);
  return parts.join(' · ');
}

const warningWords: Record<SearchWarning, string> = {
  'no-embedding-model': 'No embedding model: full-text search only.',
  'embedding-failed': 'The embedding model failed: full-text search only.',
  'vectors-incomplete': 'Embeddings are still being made: some passages were searched by full text only.',
  'documents-queued': 'Some files are still waiting to be read.',
  'rerank-skipped': 'Reranking was skipped for lack of time.',
};

/** A warning of a search as one sentence. */
export const searchWarningWords = (warning: SearchWarning): string => warningWords[warning];

/** The receipt's one quiet line. */
export function receiptWords(receipt: Receipt): string {
  const parts = [`${(receipt.latencyMs / 1000).toFixed(1)} s`];
  if (receipt.ttftMs !== null) parts.push(`first word ${(receipt.ttftMs / 1000).toFixed(1)} s`);
  if (receipt.tokensPerSecond !== null) parts.push(`${receipt.tokensPerSecond.toFixed(0)} tok/s`);
  const { inputTokens, cachedInputTokens, outputTokens } = receipt.usage;
  if (inputTokens !== undefined && outputTokens !== undefined) {
    parts.push(`${count(inputTokens)} → ${count(outputTokens)} tokens${cachedInputTokens ? ` (${count(cachedInputTokens)} cached)` : ''}`);
  }
  parts.push(
    receipt.model
      ? `${receipt.model.provider} ${receipt.model.name}${receipt.model.backend ? ` (${receipt.model.backend})` : ''}`
      : 'no chat model',
  );
  parts.push(`${(receipt.costMicros / 1e6).toFixed(2)} ${receipt.currency}`);
  parts.push(receipt.egressBytes === 0 ? 'nothing left this machine' : `${count(receipt.egressBytes)} bytes left this machine`);
  return parts.join(' · ');
}
