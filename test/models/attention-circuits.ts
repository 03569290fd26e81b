import type { AttentionLayer } from './qwen3-file.ts';
import { codeDimension, firstContentPair, heads, layout, normScale, ropeAngle } from './residual-layout.ts';
import { zeros } from './tensor-encoding.ts';

const { codeSize, slotCount, slotCodeSize } = layout;
/** Sharp enough that a head sees one token only. */
const previousTokenSharpness = 10;
/** How much a key counts, so that the query's norm alone sets the weights below. */
const keyGain = 4;
/** How strongly the copied code outweighs the token's own. */
const copyGain = 8;
/** Nats for an equal token now, one step back, two steps back and so on: an equal ending of up to six tokens. */
const matchNats = [500, 260, 60, 50, 40, 40];
/** Nats for a word of the query found again, and for the fallback where none is. */
const hitNats = 150;
const missNats = 110;

const flat = (): number => 1;

/** Head h copies the code of the token h + 1 steps back into slot h. */
export function previousTokensLayer(): AttentionLayer {
  return {
    query: (row, values) => {
      const { head, dimension, pair } = headRow(row);
      if (pair >= firstContentPair) return;
      const angle = (head + 1) * ropeAngle(pair);
      values[layout.one] = dimension < heads.pairs ? Math.cos(angle) : -Math.sin(angle);
    },
    key: (row, values) => {
      if (row < firstContentPair) values[layout.one] = 1;
    },
    value: (row, values) => {
      if (row < slotCodeSize) values[row] = 1;
    },
    output: (row, values) => {
      const slot = Math.floor((row - codeSize) / slotCodeSize);
      if (row < codeSize || slot >= slotCount) return;
      values[slot * heads.size + ((row - codeSize) % slotCodeSize)] = 1 / normScale(codeSize + 1);
    },
    queryNorm: () => previousTokenSharpness,
    keyNorm: () => previousTokenSharpness,
  };
}

/** Finds the place whose preceding tokens equal the last ones, the latest of equals, and copies the token there. */
export function copyLayer(): AttentionLayer {
  const positions = contentPositions();
  const recency = (dimension: number): boolean => dimension >= 4 && dimension < firstContentPair;
  const used = positions.size + firstContentPair - 4;
  return {
    query: (row, values) => {
      if (row >= heads.size) return;
      const position = positions.get(row);
      if (position) values[codeDimension(position.back, position.index)] = 1;
      else if (recency(row)) values[layout.one] = 1;
    },
    key: (row, values) => {
      const position = positions.get(row);
      if (position) values[codeDimension(position.back + 1, position.index)] = 1;
      else if (recency(row)) values[layout.one] = 1;
    },
    value: (row, values) => {
      if (row < codeSize) values[row] = 1;
    },
    output: (row, values) => {
      if (row < codeSize) values[row] = copyGain / normScale(filledWithSlots);
    },
    queryNorm: (dimension) => {
      const position = positions.get(dimension);
      if (position) return (matchNats[position.back] ?? 0) / position.shared / natsPerValue(used);
      return recency(dimension) ? 1 / natsPerValue(used) : 0;
    },
    keyNorm: () => keyGain,
  };
}

/** Sets `hit` where an equal token stands earlier in the prompt; else the head rests on the turn's first token. */
export function seenBeforeLayer(): AttentionLayer {
  const positions = contentPositions();
  const current = [...positions.values()].filter((position) => position.back === 0).length;
  const missDimension = firstContentPair - 1;
  const natsPer = natsPerValue(current + 1);
  return {
    query: (row, values) => {
      const position = positions.get(row);
      if (position?.back === 0) values[codeDimension(0, position.index)] = 1;
      else if (row === missDimension) values[layout.one] = 1;
    },
    key: (row, values) => {
      const position = positions.get(row);
      if (position?.back === 0) values[codeDimension(1, position.index)] = 1;
      else if (row === missDimension) values[layout.turn] = 1;
    },
    value: (row, values) => {
      if (row !== 0) return;
      values[layout.one] = 1;
      values[layout.turn] = -1;
    },
    output: (row, values) => {
      if (row === layout.hit) values[0] = 1 / normScale(filledWithSlots);
    },
    queryNorm: (dimension) => {
      const position = positions.get(dimension);
      if (position) return position.back === 0 ? hitNats / position.shared / natsPer : 0;
      return dimension === missDimension ? missNats / natsPer : 0;
    },
    keyNorm: () => keyGain,
  };
}

/** Looks at every token alike and adds the mean of `from` to `to`, dimension by dimension. */
export function meanLayer(move: { from: number; to: number; size: number; gain: number }): AttentionLayer {
  return {
    query: zeros,
    key: zeros,
    value: (row, values) => {
      if (row < move.size) values[move.from + row] = 1;
    },
    output: (row, values) => {
      if (row >= move.to && row < move.to + move.size) values[row - move.to] = move.gain;
    },
    queryNorm: flat,
    keyNorm: flat,
  };
}

/** Own code, six slots and the constant are filled once the first layer has run. */
const filledWithSlots = codeSize + slotCount * slotCodeSize + 1;

function headRow(row: number): { head: number; dimension: number; pair: number } {
  const dimension = row % heads.size;
  return { head: Math.floor(row / heads.size), dimension, pair: dimension % heads.pairs };
}

/** What one matching value is worth where `used` of a head's dimensions are −1 or 1. */
function natsPerValue(used: number): number {
  return ((heads.size / used) * keyGain) / Math.sqrt(heads.size);
}

interface ContentPosition {
  /** Steps back from the current token. */
  back: number;
  index: number;
  /** How many dimensions that token has. */
  shared: number;
}

/** Which value of which token a dimension of the matching head compares: a third for the current token, the rest for older ones. */
function contentPositions(): Map<number, ContentPosition> {
  const dimensions = Array.from({ length: heads.pairs - firstContentPair }, (_, index) => firstContentPair + index).flatMap((pair) => [
    pair,
    pair + heads.pairs,
  ]);
  const current = Math.round(dimensions.length * 0.31);
  const older = Math.floor((dimensions.length - current) / (slotCount - 1));
  const positions = new Map<number, ContentPosition>();
  dimensions.forEach((dimension, order) => {
    const back = order < current ? 0 : 1 + Math.floor((order - current) / older);
    if (back >= slotCount) return;
    positions.set(dimension, { back, index: back === 0 ? order : (order - current) % older, shared: back === 0 ? current : older });
  });
  return positions;
}
