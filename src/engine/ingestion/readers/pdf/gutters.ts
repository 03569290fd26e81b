import { extend, gapBetween, isOnOneRow, type PageLine, type PageWord } from './page-lines.ts';
import { hasRightToLeft } from './scripts.ts';

/** The blank strip between two columns of text. */
export interface PageGutter {
  from: number;
  to: number;
  /** Most lines of the file run across it, so that they have to be divided. */
  isDivided: boolean;
  /** The column on the right is read first. */
  isRightToLeft: boolean;
}

/** A stretch of a line without a gap wider than a space can be. */
interface Fragment {
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  size: number;
  words: readonly PageWord[];
  line: number;
}

interface Pair {
  left: Fragment;
  right: Fragment;
}

const MIN_PAIRS = 4;
/** A page of more is a table or a drawing; each is compared with each. */
const MAX_FRAGMENTS = 2_000;
const MIN_WEIGHT = 18;
const MIN_FILL = 0.55;

/**
 * The gutter between two columns of running text, or undefined. Columns of a table are none: their cells are short.
 * Nor are cells of prose that the file has row by row: a page is only taken apart where the file goes down one column
 * before the next, or where its lines run across both.
 */
export function findGutter(lines: readonly PageLine[]): PageGutter | undefined {
  if (lines.length < MIN_PAIRS) return undefined;
  const fragments: Fragment[] = [];
  for (const [index, line] of lines.entries()) addFragments(fragments, line, index);
  if (fragments.length < 2 * MIN_PAIRS || fragments.length > MAX_FRAGMENTS) return undefined;
  const pairs = neighbours(fragments);
  if (pairs.length < MIN_PAIRS) return undefined;
  const strip = widestAgreement(pairs);
  if (strip === undefined) return undefined;
  const { from, to, across } = strip;
  const size = middleOf(across.map(({ left }) => left.size));
  if (across.length < MIN_PAIRS || to - from < Math.max(4, 0.5 * size)) return undefined;
  if (!isProse(new Set(across.map(({ left }) => left))) || !isProse(new Set(across.map(({ right }) => right)))) return undefined;

  const joined = across.filter(({ left, right }) => left.line === right.line).length;
  const isDivided = joined > 0.6 * across.length;
  const strips = across.length - joined;
  if (!isDivided && changesOfSide(fragments, from, to) > Math.max(3, 0.34 * strips)) return undefined;
  const isRightToLeft = lines.filter((line) => hasRightToLeft(line.words[0]?.text ?? '')).length > 0.5 * lines.length;
  return { from, to, isDivided, isRightToLeft };
}

function addFragments(fragments: Fragment[], { words, x0, y0, x1, y1, size, widestGap }: PageLine, line: number): void {
  const widest = 0.9 * size;
  if (words.length > 0 && !(widestGap > widest)) {
    fragments.push({ x0, x1, y0, y1, size, words, line });
    return;
  }
  let from = 0;
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined && !(gapBetween(word, next) > widest)) continue;
    const part = words.slice(from, at + 1);
    const box = { x0: word.x0, y0, x1: word.x1, y1 };
    for (const each of part) extend(box, each);
    fragments.push({ x0: box.x0, x1: box.x1, y0, y1, size, words: part, line });
    from = at + 1;
  }
}

/** Visible characters; those of scripts without spaces count double. */
function weightOf({ words }: Fragment): number {
  let weight = 0;
  for (const { text } of words) weight += text.charCodeAt(0) >= 0x1100 ? 2 * text.length : text.length;
  return weight;
}

/** Each fragment with the one next to it on the right, at its height. */
function neighbours(fragments: readonly Fragment[]): Pair[] {
  const byHeight = fragments.toSorted((a, b) => a.y0 - b.y0);
  let tallest = 0;
  for (const { y0, y1 } of fragments) tallest = Math.max(tallest, y1 - y0);
  const pairs: Pair[] = [];
  for (const [at, left] of byHeight.entries()) {
    let right: Fragment | undefined;
    for (let up = at - 1; up >= 0; up -= 1) {
      const other = byHeight[up];
      if (other === undefined || !(other.y0 > left.y0 - tallest)) break;
      right = nearer(left, other, right);
    }
    for (let down = at + 1; down < byHeight.length; down += 1) {
      const other = byHeight[down];
      if (other === undefined || !(other.y0 < left.y1)) break;
      right = nearer(left, other, right);
    }
    if (right !== undefined) pairs.push({ left, right });
  }
  return pairs;
}

/** The one that begins first to the right of a fragment. */
function nearer(left: Fragment, other: Fragment, nearest: Fragment | undefined): Fragment | undefined {
  return other.x0 >= left.x1 && (nearest === undefined || other.x0 < nearest.x0) && isOnOneRow(left, other) ? other : nearest;
}

/** The strip that lies in the gaps of most pairs. */
function widestAgreement(pairs: readonly Pair[]): { from: number; to: number; across: Pair[] } | undefined {
  let best: { x: number; count: number } | undefined;
  for (const { right } of pairs) {
    const x = right.x0;
    let count = 0;
    for (const pair of pairs) if (pair.left.x1 < x && pair.right.x0 >= x) count += 1;
    if (best === undefined || count > best.count) best = { x, count };
  }
  if (best === undefined) return undefined;
  const { x } = best;
  const across = pairs.filter((pair) => pair.left.x1 < x && pair.right.x0 >= x);
  return { from: Math.max(...across.map(({ left }) => left.x1)), to: x, across };
}

/** Lines of running text: most are long and reach over most of their column. */
function isProse(fragments: ReadonlySet<Fragment>): boolean {
  const all = [...fragments];
  const width = Math.max(...all.map((each) => each.x1)) - Math.min(...all.map((each) => each.x0));
  const filling = all.filter((each) => each.x1 - each.x0 > 0.6 * width).length;
  return middleOf(all.map(weightOf)) >= MIN_WEIGHT && filling >= MIN_FILL * all.length;
}

/** How often the file goes over to the other side. */
function changesOfSide(fragments: readonly Fragment[], from: number, to: number): number {
  let side: boolean | undefined;
  let changes = 0;
  for (const fragment of fragments) {
    const isRight = fragment.x0 >= to - 1;
    if (!isRight && fragment.x1 > from + 1) continue;
    if (side !== undefined && side !== isRight) changes += 1;
    side = isRight;
  }
  return changes;
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
