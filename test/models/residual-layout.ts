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
  /** 1 at script marks and where the prompt asks for the answer. */
  mark: 259,
  /** 1 where a script opens, −1 at the other marks. */
  opens: 260,
  /** 1 at the closing script mark. */
  closes: 261,
  /** Filled by the first layer: about 1 inside a script, −1 after one, 0 before the first. */
  inScript: 262,
} as const;

/** One head per slot and one that finds the latest mark. */
export const heads = { count: 7, size: 128, pairs: 64, markHead: 6 } as const;

/** So slow at the far end that those pairs of dimensions hardly turn within the context. */
export const ropeBase = 1e12;

/** The angle by which RoPE turns pair `pair` per token. */
export function ropeAngle(pair: number): number {
  return ropeBase ** (-pair / heads.pairs);
}

/**
 * What the pairs of a head are for. The fast ones turn enough from token to token to tell positions apart; those
 * from `firstContent` on carry content. Between them lies one that turns a quarter within 8,000 tokens:
 * its sine falls steadily with the distance, so that of two places the later one wins.
 */
export const pairs = { positions: 20, recency: 20, firstContent: 24, last: 63 } as const;
/** Where a query asks for recency, and where every key answers. */
export const recencyQuery = pairs.recency + heads.pairs;
export const recencyKey = pairs.recency;

/** Dimension of the `index`-th value of the code of the token `back` steps before. */
export function codeDimension(back: number, index: number): number {
  return back === 0 ? index : layout.codeSize + (back - 1) * layout.slotCodeSize + index;
}

/** RMSNorm multiplies by √(size / sum of squares); this undoes it where `filled` values are −1 or 1. */
export function normScale(filled: number): number {
  return Math.sqrt(layout.embeddingSize / filled);
}
