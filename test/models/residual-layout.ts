/**
 * What the dimensions of the Qwen3-shaped test models stand for: the token's own code, six slots with the codes of
 * the tokens before it, and three single values.
 */
export const layout = {
  embeddingSize: 288,
  codeSize: 64,
  slotCount: 6,
  slotCodeSize: 32,
  /** Always 1: a query or key made from it does not depend on the token. */
  one: 256,
  /** 1 at the token that opens a turn. */
  turn: 257,
  /** The reranker's result. */
  hit: 258,
} as const;

export const heads = { count: 6, size: 128, pairs: 64 } as const;

/** So slow at the far end that those pairs of dimensions hardly turn within the context. */
export const ropeBase = 1e12;

/** The angle by which RoPE turns pair `pair` per token. */
export function ropeAngle(pair: number): number {
  return ropeBase ** (-pair / heads.pairs);
}

/** Pairs from here on carry content; those before turn with distance and carry position. */
export const firstContentPair = 24;

/** Dimension of the `index`-th value of the code of the token `back` steps before. */
export function codeDimension(back: number, index: number): number {
  return back === 0 ? index : layout.codeSize + (back - 1) * layout.slotCodeSize + index;
}

/** RMSNorm multiplies by √(size / sum of squares); this undoes it where `filled` values are −1 or 1. */
export function normScale(filled: number): number {
  return Math.sqrt(layout.embeddingSize / filled);
}
