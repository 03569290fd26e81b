import { hasRightToLeft } from './scripts.ts';
import type { PageWord } from './page-lines.ts';

/** A word as drawn; `isVisual` when right-to-left letters stand in it from left to right, so that it reads backwards. */
export interface DrawnWord extends PageWord {
  isVisual: boolean;
}

/**
 * The words of a line in the order they are read. Some files store right-to-left text as it is seen, from left to
 * right: there letters and words are turned round, left-to-right words among them keep theirs.
 */
export function inLogicalOrder(words: readonly DrawnWord[]): readonly PageWord[] {
  const turned = words.map((word) => (word.isVisual ? { ...word, text: Array.from(word.text).toReversed().join('') } : word));
  const rightToLeft = turned.filter((word) => hasRightToLeft(word.text));
  const isVisual =
    rightToLeft.length > 1 &&
    rightToLeft.some((word) => word.isVisual) &&
    rightToLeft.every((word) => word.isVisual || word.text.length === 1);
  const isDrawnLeftToRight = rightToLeft.every((word, index) => index === 0 || word.x0 >= (rightToLeft[index - 1]?.x0 ?? 0));
  return isVisual && isDrawnLeftToRight ? reversedLine(turned) : turned;
}

function reversedLine(words: readonly DrawnWord[]): DrawnWord[] {
  const reversed = reverse(words);
  const result: DrawnWord[] = [];
  let run: DrawnWord[] = [];
  for (const word of reversed) {
    if (hasRightToLeft(word.text)) {
      result.push(...reverse(run), word);
      run = [];
    } else {
      run.push(word);
    }
  }
  result.push(...reverse(run));
  return result;
}

/** Turns words round and keeps the blanks between them. */
function reverse(words: readonly DrawnWord[]): DrawnWord[] {
  return words.toReversed().map((word, index, all) => {
    const before = words[words.length - index];
    return { ...word, glued: index === 0 ? (words[0]?.glued ?? false) && all.length > 0 : (before?.glued ?? false) };
  });
}
