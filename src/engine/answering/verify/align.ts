import type { Token } from './tokens.ts';

/** Between two places where both texts agree: what the sentence has there, and what the passage has. */
export interface Difference {
  said: Token[];
  found: Token[];
  /** Where in the passage's tokens it lies. */
  at: number;
}

export interface Alignment {
  differences: Difference[];
  /** Tokens of the sentence that stand in the passage in the same order, close together; of all. */
  share: number;
  /** Where in the passage's tokens the agreement begins and ends. */
  from: number;
  to: number;
}

const insertCost = 1;
const skipCost = 0.6;

function gain(token: Token): number {
  return token.isSmall ? 1 : token.isCjk ? 1.5 : 3;
}

/** The best place of the sentence in the passage, and where the two differ there. Time grows with the product of both lengths. */
export function align(said: readonly Token[], found: readonly Token[]): Alignment {
  const [rows, columns] = [said.length + 1, found.length + 1];
  const scores = new Float32Array(rows * columns);
  const moves = new Uint8Array(rows * columns);
  for (let row = 1; row < rows; row += 1) {
    scores[row * columns] = -row * insertCost;
    moves[row * columns] = 2;
    const token = said[row - 1] as Token;
    const value = gain(token);
    for (let column = 1; column < columns; column += 1) {
      const at = row * columns + column;
      const insert = (scores[at - columns] as number) - insertCost;
      // Behind the sentence's last word the rest of the passage costs nothing.
      const skip = (scores[at - 1] as number) - (row === rows - 1 ? 0 : skipCost);
      const isSame = token.term === (found[column - 1] as Token).term;
      const match = isSame ? (scores[at - columns - 1] as number) + value : Number.NEGATIVE_INFINITY;
      const best = Math.max(match, insert, skip);
      scores[at] = best;
      moves[at] = best === match ? 1 : best === insert ? 2 : 3;
    }
  }
  return walkBack(said, found, moves, columns);
}

function walkBack(said: readonly Token[], found: readonly Token[], moves: Uint8Array, columns: number): Alignment {
  const differences: Difference[] = [];
  let current: Difference | null = null;
  let [row, column, matched, from, to] = [said.length, found.length, 0, found.length, 0];
  while (row > 0) {
    const move = moves[row * columns + column];
    if (move === 1) {
      if (current !== null) differences.push({ ...current, at: column });
      current = null;
      matched += 1;
      to = Math.max(to, column);
      from = column - 1;
      [row, column] = [row - 1, column - 1];
      continue;
    }
    current ??= { said: [], found: [], at: 0 };
    if (move === 2) current.said.unshift(said[--row] as Token);
    else {
      const token = found[--column] as Token;
      if (row < said.length) current.found.unshift(token);
    }
  }
  if (current !== null) differences.push({ ...current, at: column });
  const shown = differences.reverse().filter((each) => each.said.length + each.found.length > 0);
  const share = said.length === 0 ? 0 : matched / said.length;
  return { differences: shown, share, from: Math.min(from, to), to };
}
