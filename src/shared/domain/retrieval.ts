import { z } from 'zod';
import { placeSchema, spanSchema } from './place.ts';
import { isEveryDocument, searchFilterSchema } from './scope.ts';
import { coverageSchema } from './source.ts';

export const retrieverSchema = z.enum(['full-text', 'vector', 'reranker']);
export type Retriever = z.infer<typeof retrieverSchema>;

/** Documents that hold the same words as one that is shown: how many, and the first of them. */
export const alsoInSchema = z.object({
  count: z.number(),
  documents: z.array(z.object({ documentId: z.number(), name: z.string() })),
});
export type AlsoIn = z.infer<typeof alsoInSchema>;

/** One ranked chunk. Scores compare only within one retriever; `score` is the fused one. */
export const hitSchema = z.object({
  chunkId: z.number(),
  span: spanSchema,
  documentName: z.string(),
  documentTitle: z.string().nullable(),
  headingPath: z.array(z.string()),
  text: z.string(),
  place: placeSchema,
  /** The chunk with what stands around it, where it begins or ends in the middle of something; for reading and quoting. */
  passage: z.object({ span: spanSchema, text: z.string(), place: placeSchema }),
  /** Other documents with the same words: copies, versions, quoted mail. */
  alsoIn: alsoInSchema,
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
  /** Not all of the best hits could be reranked in time. */
  'rerank-partial',
  /** No searchable document is in the part of the collection that the question asks to look at. */
  'nothing-in-scope',
]);
export type SearchWarning = z.infer<typeof searchWarningSchema>;

export const stageSchema = z.enum(['rewrite', 'full-text', 'vector', 'fusion', 'rerank', 'pack', 'generate', 'cite', 'verify']);
export type Stage = z.infer<typeof stageSchema>;

export const stageTimingSchema = z.object({
  stage: stageSchema,
  startMs: z.number(),
  durationMs: z.number(),
  detail: z.string().optional(),
});
export type StageTiming = z.infer<typeof stageTimingSchema>;

/** How a question was understood, so that a person sees why something was not looked at. */
export const understoodQuerySchema = z.object({
  /** What was searched for, without what only says where to look. */
  text: z.string(),
  /** Where it was searched for. */
  filter: searchFilterSchema,
  /** Fields that were written as if to say where to look, with a value nothing is known by. */
  unknown: z.array(z.object({ field: z.string(), value: z.string() })),
  /** Words that occur nowhere, and those that were searched for in their place. */
  corrections: z.array(z.object({ from: z.string(), to: z.string() })),
});
export type UnderstoodQuery = z.infer<typeof understoodQuerySchema>;

/** True for a question that only says where to look. */
export function asksNothing({ text, filter }: UnderstoodQuery): boolean {
  return !/[\p{L}\p{N}]/u.test(text) && !isEveryDocument(filter);
}

export const searchResultSchema = z.object({
  query: understoodQuerySchema,
  hits: z.array(hitSchema),
  coverage: coverageSchema,
  warnings: z.array(searchWarningSchema),
  stages: z.array(stageTimingSchema),
});
export type SearchResult = z.infer<typeof searchResultSchema>;
