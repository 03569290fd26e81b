import { isAppError } from '../../shared/errors.ts';
import type { Logger } from '../base/logger.ts';
import { traceOf } from '../base/trace-of.ts';
import type { LanguageModel, ModelRegistry } from '../providers/specification.ts';
import { fieldsIn, withoutFields } from '../../shared/domain/split-fields.ts';
import { fieldsAfter, liftLimits } from './earlier-turn.ts';
import { asksOfDocument, documentPointedAt, type EarlierTurn, standAlone } from './follow-up.ts';
import { leansOnBefore } from './leaning.ts';
import type { TurnQueue } from './turn-queue.ts';
import { isUsableRewriting } from './usable-rewriting.ts';
import { within } from './within.ts';

export interface RewrittenQuestion {
  query: string;
  by: 'nobody' | 'rule' | 'model';
}

export interface QuestionRewriter {
  /** The question as it can be searched without its thread. Never fails for a model's sake; an abort passes through. */
  rewrite(question: string, earlier: EarlierTurn | null, signal: AbortSignal): Promise<RewrittenQuestion>;
}

const defaultBudgetMs = 3_000;
const maxTokens = 64;
/** A model that keeps on sending, whatever it sends, is not listened to any longer. */
const mostParts = 4 * maxTokens;
const longestText = 400;
/** A model that was too slow is left alone for this many questions: the machine may have been busy. */
const restQuestions = 20;
const namedDocuments = 3;

const instruction =
  'Rewrite the follow-up question so that it can be understood without the earlier question. Reply with the question only, in its language.';

function messagesFor(question: string, { query, documents }: EarlierTurn) {
  const cited = documents.length === 0 ? '' : `Documents cited in its answer: ${documents.slice(0, namedDocuments).join(', ')}\n`;
  return [
    { role: 'system' as const, content: instruction },
    { role: 'user' as const, content: `Earlier question: ${query}\n${cited}Follow-up question: ${question}` },
  ];
}

/** A document as it can be asked for. Of a name with quotation marks the longest part between them, for a part suffices. */
function nameField(name: string): string {
  const parts = name.split(/["“”＂]/u).map((part) => part.trim());
  return `name:"${parts.reduce((longest, part) => (part.length > longest.length ? part : longest))}"`;
}

async function firstLine(model: LanguageModel, messages: ReturnType<typeof messagesFor>, signal: AbortSignal): Promise<string> {
  let text = '';
  let parts = 0;
  for await (const part of model.generate({ messages, maxTokens, cacheKey: 'rewrite', thinking: false }, { signal })) {
    signal.throwIfAborted();
    parts += 1;
    if (part.type === 'text-delta') text += part.text;
    if (parts > mostParts || text.length > longestText) return '';
  }
  return text.trim();
}

/** Rule first; a chat model that is in memory and free may do better within a hard time limit, which holds for all of it. */
export function createQuestionRewriter(
  models: ModelRegistry,
  turns: TurnQueue,
  logger: Logger,
  budgetMs = defaultBudgetMs,
): QuestionRewriter {
  const resting = new Map<string, number>();

  const rests = (name: string): boolean => {
    const left = resting.get(name) ?? 0;
    if (left > 0) resting.set(name, left - 1);
    return left > 0;
  };

  const byModel = async (question: string, earlier: EarlierTurn, signal: AbortSignal): Promise<string | null> => {
    const status = models.status().find((each) => each.role === 'chat');
    if (status?.state !== 'ready' || turns.busy) return null;
    const budget = AbortSignal.timeout(budgetMs);
    const limit = AbortSignal.any([signal, budget]);
    let name = '';
    try {
      const model = await within(models.chat({ signal: limit }), limit);
      if (model === null || rests(model.name)) return null;
      name = model.name;
      const text = await turns.run(() => within(firstLine(model, messagesFor(question, earlier), limit), limit), limit);
      return isUsableRewriting(text, question, earlier) ? text : null;
    } catch (error) {
      signal.throwIfAborted();
      if (budget.aborted && name !== '') resting.set(name, restQuestions);
      if (isAppError(error) || budget.aborted) {
        logger.log('info', 'question rewritten by rule', { reason: isAppError(error) ? error.code : 'timeout' });
      } else logger.log('error', 'rewriting a question failed', { stack: traceOf(error) });
      return null;
    }
  };

  const reword = async (asked: string, earlier: EarlierTurn, signal: AbortSignal): Promise<RewrittenQuestion> => {
    if (!leansOnBefore(asked)) return { query: asked, by: 'nobody' };
    const query = await byModel(asked, earlier, signal);
    return query === null ? { query: standAlone(asked, earlier), by: 'rule' } : { query, by: 'model' };
  };

  return {
    async rewrite(question, earlier, signal) {
      if (earlier === null) return { query: question, by: 'nobody' };
      const asked = liftLimits(withoutFields(question)).text;
      const document = fieldsIn(question) === '' ? documentPointedAt(question, earlier.documents) : null;
      const standsAlone = document !== null && asksOfDocument(asked);
      const reworded = standsAlone ? { query: asked, by: 'nobody' as const } : await reword(asked, earlier, signal);
      const fields = document === null ? fieldsAfter(question, earlier.fields) : nameField(document);
      if (reworded.query === asked && fields === fieldsIn(question)) return { query: question, by: 'nobody' };
      return { query: `${fields} ${reworded.query}`.trim(), by: reworded.by === 'nobody' ? 'rule' : reworded.by };
    },
  };
}
