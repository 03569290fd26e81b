import type { Citation } from '../../../shared/domain/answer.ts';

/** Citations in reading order; the same passage twice at one spot shows one mark. */
export function orderedCitations(citations: readonly Citation[]): Citation[] {
  const seen = new Set<string>();
  return citations
    .toSorted((a, b) => a.offset - b.offset || a.passageNumber - b.passageNumber)
    .filter(({ offset, passageNumber }) => {
      const key = `${offset}/${passageNumber}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    });
}
