/*
 * Asking for a comparison, or which of several: what such a question needs are passages of several documents. Words that
 * compare within one document ("compared to last year") do no harm here, since the best hit stays first.
 */
const comparing: readonly RegExp[] = [
  /\b(?:compar(?:e|es|ed|ing|ison|isons)|contrast|differ|differs|differences?|versus|vs\.?|similarit(?:y|ies)|in common)\b/u,
  /\b(?:which|what) of (?:the|these|those|our|my|all)\b|\b(?:each|all|every one) of (?:the|these|those|our|my)\b/u,
  /\b(?:vergleich\p{L}*|verglichen|unterschied\p{L}*|unterscheide\p{L}*|gegenüberstell\p{L}*|gemeinsam\p{L}*)\b/u,
  /\bwelche[rsnm]?\s+(?:der|dieser|von|unserer|meiner|aller)\b/u,
  /(?<!\p{L})(?:compar(?:er|ez|e|ons|aison\p{L}*|atif)|différences?|diffèrent|différer|par rapport à|points communs)(?!\p{L})/u,
  /(?<!\p{L})(?:lequel|laquelle|lesquels|lesquelles|quel(?:le)?s? (?:des|de ces|de nos))(?!\p{L})/u,
  /比较|對比|对比|比對|比对|相比|比較|区别|區別|差别|差別|差异|差異|不同|异同|異同|相同点|共同点|(?:这些|這些|其中|当中|當中|这几|這幾|两份|兩份).{0,12}哪|哪.{0,10}更/u,
  /違い|違う|相違|異なる|異なり|共通点|どちら|(?:の(?:うち|中(?:で|の)?))(?:、)?(?:どれ|どの|いずれ)|対照/u,
];

/** True for a question that compares things, or asks which of several it is. */
export function isComparing(question: string): boolean {
  return comparing.some((pattern) => pattern.test(question.toLowerCase()));
}

/**
 * Gives every document its share of the first `places`: at most `most` of one document stand among them while others have
 * anything. The best stays first, and each document's order stays.
 */
export function spreadOverDocuments<T>(
  ranked: readonly T[],
  { documentOf, places, most }: { documentOf: (entry: T) => number; places: number; most: number },
): T[] {
  const taken = new Map<number, number>();
  const first: T[] = [];
  const later: T[] = [];
  for (const entry of ranked) {
    const count = taken.get(documentOf(entry)) ?? 0;
    if (first.length < places && count < most) {
      taken.set(documentOf(entry), count + 1);
      first.push(entry);
    } else later.push(entry);
  }
  return [...first, ...later];
}
