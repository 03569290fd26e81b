import { z } from 'zod';
import { placeSchema, spanSchema } from './place.ts';
import { coverageSchema } from './source.ts';

export const retrieverSchema = z.enum(['full-text', 'vector', 'reranker']);
export type Retriever = z.infer<typeof retrieverSchema>;

/** One ranked chunk. Scores compare only within one retriever; `score` is the fused one. */
export const hitSchema = z.object({
  chunkId: z.number(),
  span: spanSchema,
  documentName: z.string(),
  documentTitle: z.string().nullable(),
  headingPath: z.array(z.string()),
  text: z.string(),
  place: placeSchema,
  score: z.number(),
  ranks: z.array(z.object({ retriever: retrieverSchema, rank: z.number(), score: z.number() })),
});
export type Hit = z.infer<typeof hitSchema>;

/** Said beside the result, so that nobody takes a part for the whole. */
export const searchWarningSchema = z.enum([
  'no-embedding-model',
  'embedding-failed',
  'vectors-incomplete',
  'documents-queued',
  'rerank-skipped',
]);
export type SearchWarning = z.infer<typeof searchWarningSchema>;

export const stageSchema = z.enum(['rewrite', 'full-text', 'vector', 'fusion', 'rerank', 'pack', 'generate', 'cite']);
export type Stage = z.infer<typeof stageSchema>;

export const stageTimingSchema = z.object({
  stage: stageSchema,
  startMs: z.number(),
  durationMs: z.number(),
  detail: z.string().optional(),
});
export type StageTiming = z.infer<typeof stageTimingSchema>;

export const searchResultSchema = z.object({
  hits: z.array(hitSchema),
  coverage: coverageSchema,
  warnings: z.array(searchWarningSchema),
  stages: z.array(stageTimingSchema),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
