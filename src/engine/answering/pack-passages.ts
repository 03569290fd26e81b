import type { Passage } from '../../shared/domain/answer.ts';
import type { Hit } from '../../shared/domain/retrieval.ts';
import { AppError } from '../../shared/errors.ts';
import type { CallOptions, LanguageModel } from '../providers/specification.ts';
import { mergePassages } from './merge-passages.ts';
import { buildMessages, renderPassage, type HistoryTurn } from './prompt.ts';
import { sentencesOf } from './sentences.ts';

export interface PackedContext {
  passages: Passage[];
  /** The latest earlier turns that leave room for the best passage. */
  history: readonly HistoryTurn[];
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
/** Between two passages. */
const separatorTokens = 2;

/** The chunk of a hit alone. */
function narrowPassage({ span, text, place, ...hit }: Hit, number: number): Passage {
  return toPassage({ ...hit, span, text, place, passage: { span, text, place } }, number);
}

/** The best hits, at most `limit`, as passages that can be read; those that share text are one. */
export function readablePassages(hits: readonly Hit[], limit: number): Passage[] {
  return mergePassages(hits.slice(0, limit).map((hit, index) => toPassage(hit, index + 1)));
}

/** A hit as an item of the context, with what it needs around it to be read. Numbers begin at 1. */
function toPassage({ chunkId, documentName, headingPath, passage, alsoIn }: Hit, number: number): Passage {
  return { number, chunkId, documentName, headingPath, ...passage, ...(alsoIn.count > 0 && { alsoIn }) };
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

/** Tokens of everything but the passages. */
async function frameTokens(model: LanguageModel, history: readonly HistoryTurn[], question: string, options: CallOptions): Promise<number> {
  const frame = buildMessages([], history, question);
  const counts = await model.countTokens(
    frame.map((message) => message.content),
    options,
  );
  return counts.reduce((sum, count) => sum + count + messageOverheadTokens, messageOverheadTokens);
}

/**
 * Chooses the hits that fit the model's window beside rules, history, question and room for an answer, best
 * first, and widens them to what can be read where room is left; old turns give way to the best passage. `shrink` below 1 packs less, after the model said that the prompt
 * was too long. Fails with `context-overflow` when no passage fits: an answer from none would be made up.
 */
export async function packPassages(
  model: LanguageModel,
  request: { hits: readonly Hit[]; history: readonly HistoryTurn[]; question: string; earlierChunkIds: readonly number[]; shrink?: number },
  options: CallOptions,
): Promise<PackedContext> {
  const { hits, question, earlierChunkIds, shrink = 1 } = request;
  const maxTokens = Math.max(32, Math.min(longestAnswerTokens, Math.floor(model.contextTokens / 4)));
  const leading = hits.slice(0, mostPassages);
  const candidates = leading.map((hit, index) => narrowPassage(hit, index + 1));
  const widened = leading.map((hit, index) => toPassage(hit, index + 1));
  const all = await model.countTokens([...candidates, ...widened].map(renderPassage), options);
  const counts = all.slice(0, candidates.length).map((count) => count + separatorTokens);
  const wideCounts = all.slice(candidates.length).map((count) => count + separatorTokens);
  const budget = model.backend === 'cpu' ? cpuPassageTokens : gpuPassageTokens;
  const roomBeside = async (turns: readonly HistoryTurn[]): Promise<number> => {
    const room = model.contextTokens - maxTokens - (await frameTokens(model, turns, question, options));
    return Math.floor(Math.min(budget, room) * shrink);
  };

  let history = request.history;
  let left = await roomBeside(history);
  while (history.length > 0 && left < Math.min(counts[0] ?? 0, Math.floor(budget * shrink))) {
    history = history.slice(1);
    // oxlint-disable-next-line no-await-in-loop -- seldom, and a turn or two at most
    left = await roomBeside(history);
  }
  const room = left;
  const chosen: Passage[] = [];
  candidates.forEach((passage, index) => {
    const tokens = counts[index] ?? 0;
    if (tokens <= left) {
      chosen.push(passage);
      left -= tokens;
    } else if (chosen.length === 0 && left >= smallestPassageTokens) {
      chosen.push(shorten(passage, (left / tokens) * 0.8));
      left = 0;
    }
  });
  if (chosen.length === 0 && candidates.length > 0) {
    throw new AppError('context-overflow', `The question leaves no room for a passage in the context of "${model.name}".`, {
      details: { subject: model.name, limit: model.contextTokens, actual: model.contextTokens - room + smallestPassageTokens },
    });
  }
  const readable = chosen.map((passage) => {
    const index = candidates.indexOf(passage);
    const more = (wideCounts[index] ?? 0) - (counts[index] ?? 0);
    const wide = widened[index];
    if (wide === undefined || more > left) return passage;
    left -= Math.max(0, more);
    return wide;
  });
  return { passages: inStableOrder(mergePassages(readable), earlierChunkIds), history, maxTokens };
}
