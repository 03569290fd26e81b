import { gapBetween, isOnOneRow, type PageLine, type PageWord } from './page-lines.ts';
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
  /** Visible characters; those of scripts without spaces count double. */
  weight: number;
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
  const fragments = lines.flatMap((line, index) => fragmentsOf(line, index));
  if (fragments.length < 2 * MIN_PAIRS || fragments.length > MAX_FRAGMENTS) return undefined;
  const pairs = neighbours(fragments);
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

function fragmentsOf(line: PageLine, index: number): Fragment[] {
  const { size, y0, y1 } = line;
  const fragments: Fragment[] = [];
  let fragment: Fragment | undefined;
  let previous: PageWord | undefined;
  for (const word of line.words) {
    const weight = word.text.charCodeAt(0) >= 0x1100 ? 2 * word.text.length : word.text.length;
    if (fragment === undefined || previous === undefined || gapBetween(previous, word) > 0.9 * size) {
      fragment = { x0: word.x0, x1: word.x1, y0, y1, size, weight, line: index };
      fragments.push(fragment);
    } else {
      fragment.x0 = Math.min(fragment.x0, word.x0);
      fragment.x1 = Math.max(fragment.x1, word.x1);
      fragment.weight += weight;
    }
    previous = word;
  }
  return fragments;
}

/** Each fragment with the one next to it on the right, at its height. */
function neighbours(fragments: readonly Fragment[]): Pair[] {
  const byHeight = fragments.toSorted((a, b) => a.y0 - b.y0);
  const tallest = Math.max(...fragments.map((each) => each.y1 - each.y0));
  const pairs: Pair[] = [];
  for (const [at, left] of byHeight.entries()) {
    let nearest: Fragment | undefined;
    const consider = (other: Fragment | undefined): boolean => {
      if (other === undefined) return false;
      if (other.x0 >= left.x1 && isOnOneRow(left, other) && other.x0 < (nearest?.x0 ?? Infinity)) nearest = other;
      return true;
    };
    for (let up = at - 1; up >= 0 && (byHeight[up]?.y0 ?? 0) > left.y0 - tallest; up -= 1) consider(byHeight[up]);
    for (let down = at + 1; down < byHeight.length && (byHeight[down]?.y0 ?? 0) < left.y1; down += 1) consider(byHeight[down]);
    if (nearest !== undefined) pairs.push({ left, right: nearest });
  }
  return pairs;
}

/** The strip that lies in the gaps of most pairs. */
function widestAgreement(pairs: readonly Pair[]): { from: number; to: number; across: Pair[] } | undefined {
  let best: { x: number; count: number } | undefined;
  for (const { right } of pairs) {
    const x = right.x0;
    const count = pairs.filter((pair) => pair.left.x1 < x && pair.right.x0 >= x).length;
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
  return middleOf(all.map((each) => each.weight)) >= MIN_WEIGHT && filling >= MIN_FILL * all.length;
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
