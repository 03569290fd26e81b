import type { SectionBlock } from '../store/section-blocks.ts';

/** Text that may be read around a chunk, in code units, on either side. */
export const longestReach = 2_400;

const mostTokens = 700;
/** A chunk below this says little without what follows it. */
const shortTokens = 60;
const enoughTokens = 160;
const joined: ReadonlySet<string> = new Set(['list-item', 'table-row', 'code']);
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** About as many tokens as models count, without asking one. */
function estimatedTokens(text: string): number {
  const wideCount = text.match(wide)?.length ?? 0;
  return Math.ceil(wideCount + (text.length - wideCount) / 4);
}

/**
 * The part of a section that reads as a whole around [start, end): the beginning and end of what it cuts through
 * (paragraph, list, table, code), and where it is very short or ends with a heading, what follows. At most twice as long
 * and at most 700 tokens; where that does not hold a side stays as it is.
 */
export function readableSpan(
  blocks: readonly SectionBlock[],
  { start, end }: { start: number; end: number },
): { start: number; end: number } {
  const first = blocks.findIndex((block) => block.end > start);
  const last = blocks.findLastIndex((block) => block.start < end);
  const [head, tail] = [blocks[first], blocks[last]];
  if (head === undefined || tail === undefined || first > last) return { start, end };

  const tokensOf = (from: number, to: number): number =>
    blocks.reduce((sum, block) => {
      const text = block.text.slice(Math.max(0, from - block.start), Math.max(0, to - block.start));
      return text === '' ? sum : sum + estimatedTokens(text);
    }, 0);
  const own = tokensOf(start, end);
  const limit = Math.min(mostTokens, Math.max(2 * own, enoughTokens));
  let [from, to] = [start, end];
  const reach = (newFrom: number, newTo: number): boolean => {
    if (newFrom >= from && newTo <= to) return true;
    if (tokensOf(Math.min(from, newFrom), Math.max(to, newTo)) > limit) return false;
    [from, to] = [Math.min(from, newFrom), Math.max(to, newTo)];
    return true;
  };
  reach(head.start, to);
  reach(from, tail.end);
  const goesOn = (a: SectionBlock | undefined, b: SectionBlock | undefined): boolean =>
    a !== undefined && a.kind === b?.kind && joined.has(a.kind);
  for (let at = last; to >= (blocks[at]?.end ?? Infinity) && goesOn(blocks[at], blocks[at + 1]); at += 1) {
    if (!reach(from, blocks[at + 1]?.end ?? to)) break;
  }
  for (let at = first; from <= (blocks[at]?.start ?? -1) && goesOn(blocks[at], blocks[at - 1]); at -= 1) {
    if (!reach(blocks[at - 1]?.start ?? from, to)) break;
  }
  for (let at = last + 1; at < blocks.length; at += 1) {
    const endsWithHeading = blocks.findLast((block) => block.start < to)?.kind === 'heading';
    if (!endsWithHeading && (own >= shortTokens || tokensOf(from, to) >= enoughTokens)) break;
    if (!reach(from, blocks[at]?.end ?? to)) break;
  }
  return { start: from, end: to };
}
