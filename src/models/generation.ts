import type { LlamaContextSequence, LlamaModel, Token } from 'node-llama-cpp';
import type { GenerationPart } from '../shared/contract/models.ts';
import type { FinishReason } from '../shared/domain/answer.ts';
import { AppError, isAppError } from '../shared/errors.ts';
import { createAnswerSplitter } from './answer-splitter.ts';
import type { GenerationInput } from './chat-model.ts';
import type { ChatPrompt, RenderedPrompt } from './chat-prompt.ts';
import { createTokenText } from './token-text.ts';

export interface GenerationParts {
  model: LlamaModel;
  prompt: ChatPrompt;
  sequence: LlamaContextSequence;
  /** An abort is heard between batches of this many tokens. */
  batchSize: number;
  fileName: string;
}

/**
 * Evaluates a conversation, as far as it is not in the cache, and streams the answer.
 * Errors: `context-overflow` before anything is evaluated, `generation-failed`; an abort rejects with its reason.
 */
export async function* generate(
  parts: GenerationParts,
  input: GenerationInput,
  signal?: AbortSignal,
): AsyncGenerator<GenerationPart, void> {
  const rendered = parts.prompt.render(input.messages, input.thinking);
  const inputTokens = rendered.tokens.length;
  checkFits(parts, inputTokens, input.maxTokens);
  try {
    const startedAt = performance.now();
    const cachedInputTokens = await evaluatePrompt(parts, rendered.tokens, signal);
    yield { type: 'prompt-end', inputTokens, cachedInputTokens, promptMs: performance.now() - startedAt };
    yield* decode(parts, rendered, input, { inputTokens, cachedInputTokens }, signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (isAppError(error)) throw error;
    throw new AppError('generation-failed', `"${parts.fileName}" could not finish the answer.`, {
      details: { subject: parts.fileName },
      cause: error,
    });
  }
}

function checkFits({ sequence, fileName }: GenerationParts, inputTokens: number, maxTokens: number): void {
  const needed = inputTokens + maxTokens;
  if (needed <= sequence.contextSize) return;
  throw new AppError('context-overflow', `The question and its passages are too long for "${fileName}".`, {
    details: { subject: fileName, limit: sequence.contextSize, actual: needed },
  });
}

/** Evaluates all but the last token and returns how many were there already. */
async function evaluatePrompt({ sequence, batchSize }: GenerationParts, tokens: Token[], signal: AbortSignal | undefined): Promise<number> {
  signal?.throwIfAborted();
  const evaluated = tokens.length - 1;
  const equal = Math.min(sequence.compareContextTokens(tokens).firstDifferentIndex, evaluated);
  // A model with a running state can go back to its checkpoints only; reading from there on would not hear an abort.
  const reusable = sequence.getRestoreToPrefixIndexEvaluationSize(equal - 1) > 0 ? 0 : equal;
  await sequence.eraseContextTokenRanges([{ start: reusable, end: sequence.nextTokenIndex }]);
  const cached = sequence.nextTokenIndex;
  for (let start = cached; start < evaluated; start += batchSize) {
    signal?.throwIfAborted();
    await sequence.evaluateWithoutGeneratingNewTokens(tokens.slice(start, Math.min(start + batchSize, evaluated)));
  }
  if (sequence.needsCheckpoints) await sequence.takeCheckpoint();
  signal?.throwIfAborted();
  return cached;
}

async function* decode(
  { model, prompt, sequence }: GenerationParts,
  rendered: RenderedPrompt,
  input: GenerationInput,
  inputUsage: { inputTokens: number; cachedInputTokens: number },
  signal: AbortSignal | undefined,
): AsyncGenerator<GenerationPart, void> {
  const startedAt = performance.now();
  const splitter = createAnswerSplitter(rendered.marks, rendered.startsWithReasoning);
  const tokenText = createTokenText(model);
  let outputTokens = 0;
  let reasoningTokens = 0;
  let reason: FinishReason = 'stop';
  const last = rendered.tokens.slice(-1);
  for await (const token of sequence.evaluate(last, { temperature: input.temperature })) {
    signal?.throwIfAborted();
    if (rendered.stopTokens.has(token)) break;
    outputTokens += 1;
    const mark = prompt.markTokens.get(token);
    const text = mark === undefined ? tokenText.push(token) : tokenText.end() + mark;
    if (splitter.reasoning) reasoningTokens += 1;
    yield* splitter.push(text);
    if (splitter.stopped) break;
    if (outputTokens >= input.maxTokens) {
      reason = 'length';
      break;
    }
  }
  yield* splitter.push(tokenText.end());
  yield* splitter.end();
  yield {
    type: 'finish',
    reason,
    usage: { ...inputUsage, outputTokens, ...(reasoningTokens > 0 ? { reasoningTokens } : {}) },
    decodeMs: performance.now() - startedAt,
  };
}
