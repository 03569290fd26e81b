import type { Passage } from '../../shared/domain/answer.ts';

function merged(better: Passage, other: Passage): Passage {
  const [first, second] = better.span.start <= other.span.start ? [better, other] : [other, better];
  const known = first.span.end - second.span.start;
  const text = first.text + second.text.slice(known);
  const { place } = first;
  return { ...better, text, place, span: { ...first.span, end: Math.max(first.span.end, second.span.end) } };
}

/**
 * Passages of one document that share text become one, in the place of the best of them, with the text of the document in
 * its order. None is lost and none is said twice.
 */
export function mergePassages(passages: readonly Passage[]): Passage[] {
  const kept: Passage[] = [];
  for (const passage of passages) {
    let grown = passage;
    let at = kept.length;
    // A passage may close the gap between two others, so that it is looked for again after each merge.
    for (;;) {
      const { documentId, start, end } = grown.span;
      const found = kept.findIndex(({ span }) => span.documentId === documentId && span.start < end && span.end > start);
      const other = kept[found];
      if (other === undefined) break;
      kept.splice(found, 1);
      grown = found < at ? merged(other, grown) : merged(grown, other);
      at = Math.min(at, found);
    }
    kept.splice(at, 0, grown);
  }
  return kept.map((passage, index) => ({ ...passage, number: index + 1 }));
}
