import { z } from 'zod';
import { appErrorDataSchema } from '../errors.ts';
import { placeSchema, spanSchema } from './place.ts';
import { searchWarningSchema } from './retrieval.ts';

/** A check looks for the right place among so many passages. */
export const checkedPassages = 20;

/**
 * What answers a question, in the words of whoever points at it: the words of a span (a citation, a passage; `quote` is
 * what stood there when it was shown), a page, or a whole document.
 */
export const pointedPlaceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('span'), span: spanSchema, quote: z.string().max(100_000).optional() }),
  z.object({ kind: z.literal('page'), documentId: z.number().int().positive(), page: z.number().int().min(1) }),
  z.object({ kind: z.literal('document'), documentId: z.number().int().positive() }),
]);
export type PointedPlace = z.infer<typeof pointedPlaceSchema>;

/** A question with the place that answers it. The place is known by its words, so that it survives being read anew. */
export const savedQuestionSchema = z.object({
  id: z.number(),
  collectionId: z.number(),
  question: z.string(),
  /** null: no longer in the library. */
  documentId: z.number().nullable(),
  /** As last seen. */
  documentName: z.string(),
  relativePath: z.string(),
  /** Where the words stood when they were last found; null for a whole document. */
  span: spanSchema.nullable(),
  place: placeSchema.nullable(),
  quote: z.string().nullable(),
  createdAtMs: z.number(),
});
export type SavedQuestion = z.infer<typeof savedQuestionSchema>;

/** What decides how a question is searched, besides the documents. */
export const madeWithSchema = z.object({
  version: z.string(),
  /** null: searched by words only. */
  embeddingModel: z.object({ identity: z.string(), name: z.string() }).nullable(),
  /** File name of the reranking model. */
  reranker: z.string().nullable(),
  /** How text is cut into chunks, and how words are indexed; the oldest still in use. null without documents. */
  chunkerVersion: z.number().nullable(),
  searchableTextVersion: z.number().nullable(),
});
export type MadeWith = z.infer<typeof madeWithSchema>;

/** In what two checks, or a check and now, differ. */
export const madeWithPartSchema = z.enum(['version', 'embedding-model', 'reranker', 'chunking', 'words']);
export type MadeWithPart = z.infer<typeof madeWithPartSchema>;

/**
 * judged: looked for · words-gone: the document is there, the words are not, so the document alone is looked for ·
 * document-gone: not counted.
 */
export const placeStandingSchema = z.enum(['judged', 'words-gone', 'document-gone']);
export type PlaceStanding = z.infer<typeof placeStandingSchema>;

/** Ranks count from 1; null is not among the first {@link checkedPassages} passages, or not looked for. */
export const checkRanksSchema = z.object({
  standing: placeStandingSchema,
  /** Among the documents in the order in which their first passage was found. */
  documentRank: z.number().nullable(),
  passageRank: z.number().nullable(),
});
export type CheckRanks = z.infer<typeof checkRanksSchema>;

/** Means over the questions counted, each between 0 and 1; the number found is among the first five. */
export const checkFiguresSchema = z.object({
  counted: z.number(),
  foundInFive: z.number(),
  recall5: z.number(),
  recall10: z.number(),
  mrr10: z.number(),
  ndcg10: z.number(),
});
export type CheckFigures = z.infer<typeof checkFiguresSchema>;

export const checkStateSchema = z.enum(['running', 'paused', 'done', 'failed']);
export type CheckState = z.infer<typeof checkStateSchema>;

/** All saved questions of a collection, asked once. */
export const libraryCheckSchema = z.object({
  id: z.number(),
  collectionId: z.number(),
  state: checkStateSchema,
  startedAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
  madeWith: madeWithSchema,
  /** What the collection held. */
  documents: z.number(),
  chunks: z.number(),
  /** Said of at least one of the searches. */
  warnings: z.array(searchWarningSchema),
  error: appErrorDataSchema.nullable(),
  questions: z.number(),
  questionsDone: z.number(),
  questionsPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** null while it is not done, and where nothing could be counted. */
  figures: checkFiguresSchema.nullable(),
});
export type LibraryCheck = z.infer<typeof libraryCheckSchema>;

/**
 * What became of a question since another check. found: not among the passages then · lost: among them then, not now ·
 * new: not asked then, or in other words · not-counted: its document is gone, now or then.
 */
export const checkChangeSchema = z.enum(['found', 'better', 'same', 'worse', 'lost', 'new', 'not-counted']);
export type CheckChange = z.infer<typeof checkChangeSchema>;

export const checkedQuestionSchema = z.object({
  questionId: z.number(),
  /** As it was asked. */
  question: z.string(),
  now: checkRanksSchema,
  /** null where the other check did not ask it in these words. */
  before: checkRanksSchema.nullable(),
  /** null without another check. */
  change: checkChangeSchema.nullable(),
});
export type CheckedQuestion = z.infer<typeof checkedQuestionSchema>;

/** A check, question by question, beside an earlier one. */
export const checkReportSchema = z.object({
  check: libraryCheckSchema,
  baseline: libraryCheckSchema.nullable(),
  /** In what the two differ. */
  differences: z.array(madeWithPartSchema),
  questions: z.array(checkedQuestionSchema),
});
export type CheckReport = z.infer<typeof checkReportSchema>;

/** Where a collection stands with its checks. */
export const checkStandingSchema = z.object({
  /** Newest first. */
  checks: z.array(libraryCheckSchema),
  questions: z.number(),
  /** Saved, or put in other words, since the last check that is done. */
  newQuestions: z.number(),
  madeWith: madeWithSchema,
  /** In what now differs from the last check that is done: what makes another one worth while. */
  differences: z.array(madeWithPartSchema),
});
export type CheckStanding = z.infer<typeof checkStandingSchema>;

/** In what two differ. */
export function differencesOf(a: MadeWith, b: MadeWith): MadeWithPart[] {
  const differs: Record<MadeWithPart, boolean> = {
    version: a.version !== b.version,
    'embedding-model': a.embeddingModel?.identity !== b.embeddingModel?.identity,
    reranker: a.reranker !== b.reranker,
    chunking: a.chunkerVersion !== b.chunkerVersion,
    words: a.searchableTextVersion !== b.searchableTextVersion,
  };
  return madeWithPartSchema.options.filter((part) => differs[part]);
}
