import type { Logger } from '../base/logger.ts';
import { isAppError } from '../../shared/errors.ts';
import type { LanguageModel, ModelRegistry } from '../providers/specification.ts';
import { termOf } from '../retrieval/terms.ts';
import { carryOver, leansOnBefore, namingWords } from './follow-up.ts';
import type { TurnQueue } from './turn-queue.ts';

export interface RewrittenQuestion {
  query: string;
  by: 'nobody' | 'rule' | 'model';
}

export interface QuestionRewriter {
  /** The question as it can be searched without its thread. Never fails for a model's sake; an abort passes through. */
  rewrite(question: string, previousQuestion: string | null, signal: AbortSignal): Promise<RewrittenQuestion>;
}

const defaultBudgetMs = 3_000;
const maxTokens = 64;
const longestQuery = 300;

const instruction =
  'Rewrite the follow-up question so that it can be understood without the earlier question. Reply with the question only, in its language.';

async function generateText(model: LanguageModel, content: string, signal: AbortSignal): Promise<string> {
  let text = '';
  const messages = [
    { role: 'system' as const, content: instruction },
    { role: 'user' as const, content },
  ];
  for await (const part of model.generate({ messages, maxTokens, cacheKey: 'rewrite', thinking: false }, { signal })) {
    if (part.type === 'text-delta') text += part.text;
  }
  return text.trim();
}

/** A rewriting counts when it is one short line that still asks what was asked and takes something along. */
function isUsable(text: string, question: string, previousQuestion: string): boolean {
  if (text === '' || text.length > longestQuery || /[\n[\]]/.test(text)) return false;
  const terms = new Set(namingWords(text).map(termOf));
  const taken = (words: readonly string[]): number => words.filter((word) => terms.has(termOf(word))).length;
  const own = namingWords(question);
  return taken(own) >= Math.ceil(own.length / 2) && taken(namingWords(previousQuestion)) > 0;
}

/** Rule first; a chat model that is in memory and free may do better within a hard time limit. */
export function createQuestionRewriter(
  models: ModelRegistry,
  turns: TurnQueue,
  logger: Logger,
  budgetMs = defaultBudgetMs,
): QuestionRewriter {
  const tooSlow = new Set<string>();

  const byModel = async (question: string, previousQuestion: string, signal: AbortSignal): Promise<string | null> => {
    const status = models.status().find((each) => each.role === 'chat');
    if (status?.state !== 'ready' || turns.busy) return null;
    const budget = AbortSignal.timeout(budgetMs);
    const limited = AbortSignal.any([signal, budget]);
    let name = '';
    try {
      const model = await models.chat({ signal: limited });
      if (model === null || tooSlow.has(model.name)) return null;
      name = model.name;
      const content = `Earlier question: ${previousQuestion}\nFollow-up question: ${question}`;
      const text = await turns.run(() => generateText(model, content, limited), limited);
      return isUsable(text, question, previousQuestion) ? text : null;
    } catch (error) {
      signal.throwIfAborted();
      if (!isAppError(error) && !budget.aborted) throw error;
      if (budget.aborted && name !== '') tooSlow.add(name);
      logger.log('info', 'question rewritten by rule', { reason: isAppError(error) ? error.code : 'timeout' });
      return null;
    }
  };

  return {
    async rewrite(question, previousQuestion, signal) {
      if (previousQuestion === null || !leansOnBefore(question)) return { query: question, by: 'nobody' };
      const query = await byModel(question, previousQuestion, signal);
      if (query !== null) return { query, by: 'model' };
      return { query: carryOver(question, previousQuestion), by: 'rule' };
    },
  };
}
