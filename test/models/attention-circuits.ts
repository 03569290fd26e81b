import type { AttentionLayer } from './qwen3-file.ts';
import { codeDimension, heads, layout, normScale, pairs, recencyKey, recencyQuery, ropeAngle } from './residual-layout.ts';
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
/** Nats by which a token inside a script beats an equal place elsewhere, however far. */
const scriptNats = 1500;
/** Of equal places the latest wins. */
const recencyNats = 600;
/** Carries the script flag where tokens are copied, and the mark flag in the layer that finds the latest mark. */
const flagDimension = pairs.last;
/** Where the values of that head keep the mark's sign: behind the code. */
const signValue = slotCodeSize;
/** Far more for a mark than for a late token; among marks the latest. */
const markSharpness = { mark: 1000, recency: 400 };
/** Nats for a word of the query found again, and for the fallback where none is. */
const hitNats = 150;
const missNats = 110;

const flat = (): number => 1;

/** Head h copies the code of the token h + 1 steps back into slot h; the last head tells whether a script is open. */
export function previousTokensLayer(): AttentionLayer {
  return {
    query: (row, values) => {
      const { head, dimension, pair } = headRow(row);
      if (head === heads.markHead) {
        if (dimension === flagDimension || dimension === recencyQuery) values[layout.one] = 1;
        return;
      }
      if (pair >= pairs.positions) return;
      const angle = (head + 1) * ropeAngle(pair);
      values[layout.one] = dimension < heads.pairs ? Math.cos(angle) : -Math.sin(angle);
    },
    key: (row, values) => {
      if (row < pairs.positions || row === recencyKey) values[layout.one] = 1;
      else if (row === flagDimension) values[layout.mark] = 1;
    },
    value: (row, values) => {
      if (row < slotCodeSize) values[row] = 1;
      else if (row === signValue) values[layout.opens] = 1;
    },
    output: (row, values) => {
      if (row === layout.inScript) values[heads.markHead * heads.size + signValue] = 1 / normScale(codeSize + 1);
      const slot = Math.floor((row - codeSize) / slotCodeSize);
      if (row < codeSize || slot >= slotCount) return;
      values[slot * heads.size + ((row - codeSize) % slotCodeSize)] = 1 / normScale(codeSize + 1);
    },
    queryNorm: (dimension) => {
      if (dimension === flagDimension) return markSharpness.mark;
      return dimension === recencyQuery ? markSharpness.recency : previousTokenSharpness;
    },
    keyNorm: () => previousTokenSharpness,
  };
}

/** Finds the place whose preceding tokens equal the last ones, the latest of equals, and copies the token there. */
export function copyLayer(): AttentionLayer {
  const positions = contentPositions();
  const natsPer = natsPerValue(positions.size + 2);
  return {
    query: (row, values) => {
      if (row >= heads.size) return;
      const position = positions.get(row);
      if (position) values[codeDimension(position.back, position.index)] = 1;
      else if (row === recencyQuery || row === flagDimension) values[layout.one] = 1;
    },
    key: (row, values) => {
      const position = positions.get(row);
      if (position) values[codeDimension(position.back + 1, position.index)] = 1;
      else if (row === recencyKey) values[layout.one] = 1;
      else if (row === flagDimension) {
        values[layout.inScript] = 1;
        // The closing mark is the script's last token although it ends it. A little less than 2: a token with three
        // marks is scaled down more by the norm, and must not win over its equals.
        values[layout.closes] = 1.96;
      }
    },
    value: (row, values) => {
      if (row < codeSize) values[row] = 1;
    },
    output: (row, values) => {
      if (row < codeSize) values[row] = copyGain / normScale(filledWithSlots);
    },
    queryNorm: (dimension) => {
      const position = positions.get(dimension);
      if (position) return (matchNats[position.back] ?? 0) / position.shared / natsPer;
      if (dimension === flagDimension) return scriptNats / natsPer;
      return dimension === recencyQuery ? recencyNats / natsPer : 0;
    },
    keyNorm: () => keyGain,
  };
}

/** Sets `hit` where an equal token stands earlier in the prompt; else the head rests on the turn's first token. */
export function seenBeforeLayer(): AttentionLayer {
  const positions = contentPositions();
  const current = [...positions.values()].filter((position) => position.back === 0).length;
  const missDimension = pairs.firstContent - 1;
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
  const contentPairs = Array.from({ length: pairs.last - pairs.firstContent }, (_, index) => pairs.firstContent + index);
  const dimensions = contentPairs.flatMap((pair) => [pair, pair + heads.pairs]);
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
