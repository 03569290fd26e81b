import { z } from 'zod';

/** What a sentence rests on. no-claim: it states nothing that could be checked. */
export const verdictSchema = z.enum(['supported', 'weak', 'unsupported', 'no-claim']);
export type Verdict = z.infer<typeof verdictSchema>;

/**
 * What differs from the cited words. language: they are in another language, so only figures and names were compared ·
 * source: the cited passage does not hold it and another does · uncited: no mark stands at it.
 */
export const supportReasonCodeSchema = z.enum([
  'number', 'date', 'name', 'negation', 'unit', 'quantifier', 'wording', 'language', 'source', 'uncited',
]); // prettier-ignore
export type SupportReasonCode = z.infer<typeof supportReasonCodeSchema>;

export const supportReasonSchema = z.object({
  code: supportReasonCodeSchema,
  /** The words of the sentence it is about; empty where it is about all of them. */
  said: z.string(),
  /** What stands there instead; empty where nothing does. */
  found: z.string(),
  /** The passage that holds it, with `source` and `uncited`. */
  passageNumber: z.number().optional(),
});
export type SupportReason = z.infer<typeof supportReasonSchema>;

/** The verdict on one sentence of an answer; offsets into the answer's text. */
export const sentenceSupportSchema = z.object({
  start: z.number(),
  end: z.number(),
  verdict: verdictSchema,
  reasons: z.array(supportReasonSchema),
});
export type SentenceSupport = z.infer<typeof sentenceSupportSchema>;

/** How many sentences of an answer came to which verdict. */
export const supportCountsSchema = z.object({ supported: z.number(), weak: z.number(), unsupported: z.number() });
export type SupportCounts = z.infer<typeof supportCountsSchema>;

/** Sentences without a claim are not counted. */
export function countSupport(support: readonly SentenceSupport[]): SupportCounts {
  const counts = { supported: 0, weak: 0, unsupported: 0 };
  for (const { verdict } of support) if (verdict !== 'no-claim') counts[verdict] += 1;
  return counts;
}
