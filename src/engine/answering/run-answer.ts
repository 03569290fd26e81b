import type { Answer } from '../../shared/domain/answer.ts';
import { asksNothing } from '../../shared/domain/retrieval.ts';
import { isEveryDocument } from '../../shared/domain/scope.ts';
import { withoutFields } from '../../shared/domain/split-fields.ts';
import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import type { LanguageModel, ModelRegistry } from '../providers/specification.ts';
import type { RetrievedHits, Retrieval } from '../retrieval/retrieval.ts';
import type { StageClock } from '../retrieval/stage-clock.ts';
import type { Library } from '../store/open.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { earlierTurn } from './earlier-turn.ts';
import { packPassages, readablePassages } from './pack-passages.ts';
import { buildMessages, type HistoryTurn } from './prompt.ts';
import type { QuestionRewriter } from './rewrite-question.ts';
import type { TurnQueue } from './turn-queue.ts';
import { notFoundText, writeQuotations } from './write-without-model.ts';
import { writeWithModel } from './write-with-model.ts';

export interface AnswerRequest {
  collectionId: number;
  threadId: number;
  question: string;
  /** Earlier answers of the thread, oldest first. */
  earlier: readonly Answer[];
}

export interface AnswerParts {
  library: Library;
  models: ModelRegistry;
  retrieval: Retrieval;
  rewriter: QuestionRewriter;
  turns: TurnQueue;
  logger: Logger;
}

const hitLimit = 16;
const nearestPassages = 3;
const quotablePassages = 5;
const historyTurns = 2;
const longestHistoryAnswer = 600;

function historyOf(earlier: readonly Answer[]): HistoryTurn[] {
  return earlier
    .filter((answer) => answer.kind === 'generated' && answer.state === 'done' && answer.text !== '')
    .slice(-historyTurns)
    .map(({ question, text }) => ({
      question: withoutFields(question),
      answer: text.length > longestHistoryAnswer ? `${text.slice(0, longestHistoryAnswer)}…` : text,
    }));
}

/** The chat model, or the reason why the answer has to do without. */
async function chatModel(models: ModelRegistry, signal: AbortSignal): Promise<{ model: LanguageModel } | { reason: string }> {
  try {
    const model = await models.chat({ signal });
    return model === null ? { reason: 'No chat model is chosen.' } : { model };
  } catch (error) {
    signal.throwIfAborted();
    if (!isAppError(error)) throw error;
    return { reason: `The chat model could not be used: ${error.message}` };
  }
}

async function generate(
  parts: AnswerParts,
  { threadId, question: written, earlier }: AnswerRequest,
  found: RetrievedHits,
  model: LanguageModel,
  { draft, stages, signal, shrink }: { draft: AnswerDraft; stages: StageClock; signal: AbortSignal; shrink: number },
): Promise<void> {
  const question = withoutFields(written);
  const earlierChunkIds = earlier.at(-1)?.passages.map((passage) => passage.chunkId) ?? [];
  const { passages, history, maxTokens } = await stages.measure(
    'pack',
    () => packPassages(model, { hits: found.hits, history: historyOf(earlier), question, earlierChunkIds, shrink }, { signal }),
    (packed) => `${packed.passages.length} of ${found.hits.length} passages`,
  );
  draft.begin({ kind: 'generated', passages, coverage: found.coverage, warnings: found.warnings, query: found.query });
  const messages = buildMessages(passages, history, question);
  const generation = { model, messages, maxTokens, cacheKey: `thread-${threadId}`, passages, question };
  await stages.measure('generate', () => writeWithModel(parts.library.read, draft, stages, generation, signal));
}

/** A failure before the first word may be tried again: with less text, or with a models process that is back. */
function mayTryAgain(error: unknown, draft: AnswerDraft): 'with-less' | 'as-before' | 'no' {
  if (!isAppError(error) || draft.text !== '') return 'no';
  if (error.code === 'context-overflow') return 'with-less';
  return error.code === 'process-lost' ? 'as-before' : 'no';
}

async function generateWithRetry(
  parts: AnswerParts,
  request: AnswerRequest,
  found: RetrievedHits,
  model: LanguageModel,
  { draft, stages, signal }: { draft: AnswerDraft; stages: StageClock; signal: AbortSignal },
): Promise<void> {
  const inTurn = (chosen: LanguageModel, shrink: number): Promise<void> =>
    parts.turns.run(() => generate(parts, request, found, chosen, { draft, stages, signal, shrink }), signal);
  try {
    await inTurn(model, 1);
  } catch (error) {
    const again = mayTryAgain(error, draft);
    if (again === 'no') throw error;
    parts.logger.log('warn', 'generation tried again', { code: isAppError(error) ? error.code : null });
    const second = again === 'as-before' ? await parts.models.chat({ signal }) : model;
    if (second === null) throw error;
    await inTurn(second, again === 'with-less' ? 0.5 : 1);
  }
}

/** From a question to a finished draft. Rejects with an AppError, or with the signal's reason. */
export async function runAnswer(
  parts: AnswerParts,
  request: AnswerRequest,
  { draft, stages, signal }: { draft: AnswerDraft; stages: StageClock; signal: AbortSignal },
): Promise<void> {
  const { collectionId, question, earlier } = request;
  const before = earlierTurn(earlier);
  const { query } =
    before === null
      ? { query: question }
      : await stages.measure(
          'rewrite',
          () => parts.rewriter.rewrite(question, before, signal),
          ({ by }) => `by ${by}`,
        );
  const found = await parts.retrieval.retrieve({ collectionId, query, limit: hitLimit }, { signal, stages });
  const { coverage, warnings, query: understood } = found;

  if (!found.relevance.relevant) {
    draft.noteRoute({ target: 'none', reason: 'Nothing worth citing was found, so no model was asked.' });
    const passages = readablePassages(found.hits, nearestPassages);
    draft.begin({ kind: 'not-found', passages, coverage, warnings, query: understood });
    draft.addText(
      notFoundText(coverage, {
        isLimited: !isEveryDocument(understood.filter),
        isEmpty: warnings.includes('nothing-in-scope'),
        asksNothing: asksNothing(understood),
      }),
    );
    return;
  }

  const chosen = await chatModel(parts.models, signal);
  if ('reason' in chosen) {
    draft.noteRoute({ target: 'none', reason: `${chosen.reason} The best passages are quoted.` });
    const passages = readablePassages(found.hits, quotablePassages);
    draft.begin({ kind: 'extractive', passages, coverage, warnings, query: understood });
    await stages.measure('cite', async () => writeQuotations(parts.library.read, draft, passages, understood.text));
    return;
  }
  draft.noteRoute({ target: 'local', reason: 'A chat model is chosen on this machine; nothing may leave it.' });
  await generateWithRetry(parts, request, found, chosen.model, { draft, stages, signal });
}
