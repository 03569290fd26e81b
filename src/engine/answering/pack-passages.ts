import type { Passage } from '../../shared/domain/answer.ts';
import type { Hit } from '../../shared/domain/retrieval.ts';
import type { CallOptions, LanguageModel } from '../providers/specification.ts';
import { buildMessages, renderPassage, type HistoryTurn } from './prompt.ts';
import { sentencesOf } from './sentences.ts';

export interface PackedContext {
  passages: Passage[];
  /** Tokens left for the answer. */
  maxTokens: number;
}

/** Prompt speed falls with depth: without a GPU more than this keeps the person waiting. */
const cpuPassageTokens = 2_000;
const gpuPassageTokens = 6_000;
const mostPassages = 12;
const longestAnswerTokens = 1_024;
/** Tokens the chat template puts around one message, generously. */
const messageOverheadTokens = 16;
const smallestPassageTokens = 48;

/** A hit as an item of the context. Numbers begin at 1. */
export function toPassage({ chunkId, span, documentName, headingPath, text, place }: Hit, number: number): Passage {
  return { number, chunkId, span, documentName, headingPath, text, place };
}

/** The beginning of a passage with at most `share` of its length, cut after a sentence where there is one. */
function shorten(passage: Passage, share: number): Passage {
  const limit = Math.floor(passage.text.length * share);
  const whole = sentencesOf(passage.text).filter((sentence) => sentence.end <= limit);
  const length = whole.at(-1)?.end ?? limit;
  return { ...passage, text: passage.text.slice(0, length), span: { ...passage.span, end: passage.span.start + length } };
}

/** Passages the thread has seen come first in their old order, so that the prompt begins as it did before. */
function inStableOrder(passages: readonly Passage[], earlierChunkIds: readonly number[]): Passage[] {
  const place = (passage: Passage): number => {
    const earlier = earlierChunkIds.indexOf(passage.chunkId);
    return earlier === -1 ? earlierChunkIds.length : earlier;
  };
  return passages.toSorted((a, b) => place(a) - place(b)).map((passage, index) => ({ ...passage, number: index + 1 }));
}

/**
 * Chooses the hits that fit the model's window beside rules, history, question and room for an answer, best
 * first. `shrink` below 1 packs less, after the model said that the prompt was too long.
 */
export async function packPassages(
  model: LanguageModel,
  request: { hits: readonly Hit[]; history: readonly HistoryTurn[]; question: string; earlierChunkIds: readonly number[]; shrink?: number },
  options: CallOptions,
): Promise<PackedContext> {
  const { hits, history, question, earlierChunkIds, shrink = 1 } = request;
  const maxTokens = Math.max(32, Math.min(longestAnswerTokens, Math.floor(model.contextTokens / 4)));
  const candidates = hits.slice(0, mostPassages).map((hit, index) => toPassage(hit, index + 1));
  const frame = buildMessages([], history, question);
  const counts = await model.countTokens([...frame.map((message) => message.content), ...candidates.map(renderPassage)], options);
  const frameTokens = counts.slice(0, frame.length).reduce((sum, count) => sum + count + messageOverheadTokens, messageOverheadTokens);
  const room = model.contextTokens - maxTokens - frameTokens;
  let left = Math.floor(Math.min(model.backend === 'cpu' ? cpuPassageTokens : gpuPassageTokens, room) * shrink);
  const chosen: Passage[] = [];
  candidates.forEach((passage, index) => {
    const tokens = (counts[frame.length + index] ?? 0) + 2;
    if (tokens <= left) {
      chosen.push(passage);
      left -= tokens;
    } else if (chosen.length === 0 && left >= smallestPassageTokens) {
      chosen.push(shorten(passage, (left / tokens) * 0.8));
      left = 0;
    }
  });
  return { passages: inStableOrder(chosen, earlierChunkIds), maxTokens };
}
