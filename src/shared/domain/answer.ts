import { z } from 'zod';
import { appErrorDataSchema } from '../errors.ts';
import { placeSchema, spanSchema } from './place.ts';
import { coverageSchema } from './source.ts';
import { alsoInSchema, searchWarningSchema, stageSchema, stageTimingSchema, understoodQuerySchema } from './retrieval.ts';
import { gpuKindSchema } from './model.ts';
import { sentenceSupportSchema, supportCountsSchema } from './support.ts';

/** One numbered item of the context. `number` is ours and starts at 1; it is what a citation mark shows. */
export const passageSchema = z.object({
  number: z.number(),
  chunkId: z.number(),
  span: spanSchema,
  documentName: z.string(),
  headingPath: z.array(z.string()),
  text: z.string(),
  place: placeSchema,
  /** Not known of answers of older versions. */
  alsoIn: alsoInSchema.optional(),
});
export type Passage = z.infer<typeof passageSchema>;

/**
 * A checked link from an answer span to a document span. `offset` is where the mark stands in the
 * answer's text (after the sentence it supports); the answer's text itself holds no marks.
 */
export const citationSchema = z.object({
  offset: z.number(),
  sentenceStart: z.number(),
  passageNumber: z.number(),
  span: spanSchema,
  place: placeSchema,
  /** The cited words of the document, as indexed. */
  quote: z.string(),
});
export type Citation = z.infer<typeof citationSchema>;

/**
 * generated: a model wrote it · extractive: no chat model, the best passages are quoted ·
 * not-found: nothing worth citing was found; nearest passages are shown.
 */
export const answerKindSchema = z.enum(['generated', 'extractive', 'not-found']);
export type AnswerKind = z.infer<typeof answerKindSchema>;

export const answerStateSchema = z.enum(['running', 'done', 'cancelled', 'failed']);
export type AnswerState = z.infer<typeof answerStateSchema>;

export const finishReasonSchema = z.enum(['stop', 'length', 'content-filter', 'error', 'cancelled', 'other']);
export type FinishReason = z.infer<typeof finishReasonSchema>;

/** Token counts; unknown stays undefined. */
export const usageSchema = z.object({
  inputTokens: z.number().optional(),
  cachedInputTokens: z.number().optional(),
  outputTokens: z.number().optional(),
  reasoningTokens: z.number().optional(),
});
export type Usage = z.infer<typeof usageSchema>;

/** Figures of one answer. Times in ms from the moment the request was accepted. */
export const receiptSchema = z.object({
  answerId: z.number(),
  createdAtMs: z.number(),
  kind: answerKindSchema,
  latencyMs: z.number(),
  ttftMs: z.number().nullable(),
  tokensPerSecond: z.number().nullable(),
  usage: usageSchema,
  finishReason: finishReasonSchema,
  stages: z.array(stageTimingSchema),
  passageCount: z.number(),
  citationCount: z.number(),
  /** What its sentences rest on; not known of answers of older versions, nor of those that state nothing. */
  support: supportCountsSchema.optional(),
  /** null when no model took part. */
  model: z.object({ provider: z.string(), name: z.string(), backend: gpuKindSchema.nullable() }).nullable(),
  route: z.object({ target: z.enum(['local', 'none']), reason: z.string() }),
  costMicros: z.number(),
  currency: z.string(),
  /** Bytes that left the machine for this answer. */
  egressBytes: z.number(),
  coverage: coverageSchema,
  warnings: z.array(searchWarningSchema),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** Parts of a running answer, in order. `text-delta` appends; `citation` and `support` belong to text already sent. */
export const answerPartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('stage-start'), stage: stageSchema }),
  z.object({ type: z.literal('stage-end'), timing: stageTimingSchema }),
  z.object({
    type: z.literal('passages'),
    kind: answerKindSchema,
    passages: z.array(passageSchema),
    coverage: coverageSchema,
    warnings: z.array(searchWarningSchema),
    /** How the question was understood; not known of answers of older versions. */
    query: understoodQuerySchema.optional(),
  }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('citation'), citation: citationSchema }),
  z.object({ type: z.literal('support'), support: sentenceSupportSchema }),
  z.object({
    type: z.literal('finish'),
    state: answerStateSchema,
    receipt: receiptSchema.nullable(),
    error: appErrorDataSchema.nullable(),
  }),
]);
export type AnswerPart = z.infer<typeof answerPartSchema>;

/** Sequence numbers start at 1 and have no holes, so that a reloaded window can ask for what it missed. */
export const answerEventSchema = z.object({ seq: z.number(), part: answerPartSchema });
export type AnswerEvent = z.infer<typeof answerEventSchema>;

export const threadSchema = z.object({
  id: z.number(),
  collectionId: z.number(),
  title: z.string(),
  createdAtMs: z.number(),
  updatedAtMs: z.number(),
  answerCount: z.number(),
});
export type Thread = z.infer<typeof threadSchema>;

/** A question with its answer as kept. While `state` is running, its stream carries on from `answers.stream`. */
export const answerSchema = z.object({
  id: z.number(),
  threadId: z.number(),
  question: z.string(),
  kind: answerKindSchema.nullable(),
  state: answerStateSchema,
  text: z.string(),
  passages: z.array(passageSchema),
  citations: z.array(citationSchema),
  /** What each sentence rests on, in order; not known of answers of older versions. */
  support: z.array(sentenceSupportSchema).optional(),
  /** How the question was understood; not known of answers of older versions, nor before it was searched. */
  query: understoodQuerySchema.optional(),
  receipt: receiptSchema.nullable(),
  error: appErrorDataSchema.nullable(),
  createdAtMs: z.number(),
});
export type Answer = z.infer<typeof answerSchema>;
