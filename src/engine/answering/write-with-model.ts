import type { ChatMessage } from '../../shared/contract/models.ts';
import type { Passage } from '../../shared/domain/answer.ts';
import { AppError, isAppError } from '../../shared/errors.ts';
import type { LanguageModel } from '../providers/specification.ts';
import type { StageClock } from '../retrieval/stage-clock.ts';
import type { ReadableDb } from '../store/open.ts';
import type { AnswerDraft } from './answer-draft.ts';
import { citePassage } from './cite.ts';
import { createCitationMarkReader, type MarkedPart } from './citation-marks.ts';
import { matchSpan } from './span-match.ts';
import { createSupportWriter } from './support-writer.ts';

export interface Generation {
  model: LanguageModel;
  messages: readonly ChatMessage[];
  maxTokens: number;
  cacheKey: string;
  passages: readonly Passage[];
  question: string;
}

/**
 * Streams the model's answer into the draft. Marks become citations bound to our passages; the highlighted span
 * is our own match of the sentence, whatever the model quoted. On failure what was read is still written out.
 * Fails as the model does, and with `generation-failed` where it ended without a word.
 */
export async function writeWithModel(
  db: ReadableDb,
  draft: AnswerDraft,
  stages: StageClock,
  { model, messages, maxTokens, cacheKey, passages, question }: Generation,
  signal: AbortSignal,
): Promise<void> {
  const byNumber = new Map(passages.map((passage) => [passage.number, passage]));
  const reader = createCitationMarkReader(new Set(byNumber.keys()));
  let citeMs = 0;
  let isThinking = false;

  const support = createSupportWriter(draft, passages, question);

  const write = (parts: readonly MarkedPart[]): void => {
    for (const part of parts) {
      if (part.type === 'text') {
        draft.addText(part.text);
        continue;
      }
      const begunMs = stages.elapsedMs();
      const { offset, sentenceStart, claimStart, passageNumbers } = part.mark;
      const claim = reader.text.slice(claimStart, offset);
      for (const number of passageNumbers) {
        const passage = byNumber.get(number);
        if (passage === undefined) continue;
        draft.addCitation(citePassage(db, passage, matchSpan(passage.text, claim, question), { offset, sentenceStart }));
      }
      citeMs += stages.elapsedMs() - begunMs;
    }
    support.advance();
  };

  const startMs = stages.elapsedMs();
  draft.noteModel(model);
  try {
    for await (const part of model.generate({ messages, maxTokens, cacheKey, thinking: false }, { signal })) {
      signal.throwIfAborted();
      if (part.type !== 'finish') isThinking = part.type === 'reasoning-delta';
      if (part.type === 'text-delta') write(reader.push(part.text));
      else if (part.type === 'prompt-end') {
        draft.noteGeneration({ usage: { inputTokens: part.inputTokens, cachedInputTokens: part.cachedInputTokens } });
      } else if (part.type === 'finish') {
        draft.noteGeneration({ usage: part.usage, decodeMs: part.decodeMs, finishReason: part.reason });
      }
    }
  } catch (error) {
    draft.noteGeneration({ finishReason: isAppError(error) ? 'error' : 'cancelled' });
    throw error;
  } finally {
    write(reader.end());
    support.end(stages);
    stages.record({
      stage: 'cite',
      startMs,
      durationMs: Math.round(citeMs * 100) / 100,
      detail: draft.citations.length === 1 ? '1 citation' : `${draft.citations.length} citations`,
    });
  }
  if (reader.text.trim() !== '') return;
  const why = isThinking ? 'ended in its thoughts, before it wrote an answer' : 'ended without writing an answer';
  throw new AppError('generation-failed', `"${model.name}" ${why}.`, {
    details: { subject: model.name, reason: isThinking ? 'reasoning' : 'empty' },
  });
}
