import type { Receipt } from '../../../shared/domain/answer.ts';
import type { SearchWarning, Stage, StageTiming } from '../../../shared/domain/retrieval.ts';
import type { SupportCounts } from '../../../shared/domain/support.ts';
import { count, counted, money, rate, seconds, size } from '../../ui/figures.ts';

export const stageNames: Record<Stage, string> = {
  rewrite: 'Rewrite the question',
  'full-text': 'Search the text',
  vector: 'Search by meaning',
  fusion: 'Merge the results',
  rerank: 'Rerank',
  pack: 'Choose passages',
  generate: 'Write',
  cite: 'Check citations',
  verify: 'Check sentences',
};

/** What is said while a stage runs. */
export const stageWords: Record<Stage, string> = {
  rewrite: 'Reading the question',
  'full-text': 'Searching the text',
  vector: 'Searching by meaning',
  fusion: 'Merging the results',
  rerank: 'Ranking passages',
  pack: 'Choosing passages',
  generate: 'Reading passages',
  cite: 'Checking citations',
  verify: 'Checking sentences',
};

export const warningWords: Record<SearchWarning, string> = {
  'no-embedding-model': 'Full-text search only: no embedding model is chosen.',
  'embedding-failed': 'Full-text search only: the embedding model failed.',
  'vectors-incomplete': 'Search by meaning covered only a part: embedding is not finished.',
  'documents-queued': 'Some documents are not read yet and were not searched.',
  'rerank-skipped': 'Passages were not reranked.',
  'rerank-partial': 'Only some passages were reranked in the time for it.',
  'nothing-in-scope': 'No document is in the part of the collection that was asked for.',
};

const detailWords: Readonly<Record<string, string>> = {
  'by nobody': 'asked as it is',
  'by rule': 'by a rule',
  'by model': 'by the model',
  'no-embedding-model': 'no embedding model chosen',
  'embedding-failed': 'the embedding model failed',
};

/** What a stage tells of itself, as one would say it. */
export function stageDetail(detail: string | undefined): string {
  if (detail === undefined) return '';
  return (detailWords[detail] ?? detail).replaceAll(/\b1 (chunk|word|passage)s\b/g, '1 $1');
}

/** Whether a stage had anything to do: without an embedding model no meaning is searched. */
export const stageRan = ({ detail }: StageTiming): boolean => detail !== 'no-embedding-model';

const backends = { cpu: 'CPU', vulkan: 'Vulkan', metal: 'Metal', cuda: 'CUDA' };

/** `local Qwen3-4B (Vulkan)`, or that no model took part. */
export function routeWords({ model, route }: Pick<Receipt, 'model' | 'route'>): string {
  if (!model) return 'no model';
  return `${route.target === 'local' ? 'local ' : ''}${model.name}${model.backend ? ` (${backends[model.backend]})` : ''}`;
}

/** The receipt in one line; what is unknown is left out. */
export function receiptLine(receipt: Receipt): string {
  const { latencyMs, ttftMs, tokensPerSecond, usage, costMicros, currency } = receipt;
  const parts = [seconds(latencyMs)];
  // Quoted passages are there at once: only a model's first word is waited for.
  if (ttftMs !== null && receipt.model) parts.push(`first word ${seconds(ttftMs)}`);
  if (tokensPerSecond !== null) parts.push(`${rate(tokensPerSecond)} tok/s`);
  if (usage.inputTokens !== undefined && usage.outputTokens !== undefined) {
    parts.push(`${count(usage.inputTokens)} → ${count(usage.outputTokens)} tokens`);
  }
  parts.push(routeWords(receipt), money(costMicros, currency));
  return parts.join(' · ');
}

/** How many sentences rest on what they cite. */
export function supportWords({ supported, weak, unsupported }: SupportCounts): string {
  const all = supported + weak + unsupported;
  const notFound = unsupported === 0 ? '' : `, ${count(unsupported)} not found in what it cites`;
  return `${count(supported)} of ${counted(all, 'sentence')} supported${notFound}`;
}

/** What left the machine, in words. */
export function egressWords(egressBytes: number): string {
  return egressBytes === 0 ? 'Nothing left this machine.' : `${size(egressBytes)} left this machine.`;
}
