/** One random row of −1 and 1 per token: far apart from each other, equal only to themselves. */
export function tokenCodes(tokenCount: number, codeSize: number, seed: number): (token: number, position: number) => number {
  const next = pseudoRandom(seed);
  const codes = Int8Array.from({ length: tokenCount * codeSize }, () => (next() < 0.5 ? -1 : 1));
  return (token, position) => codes[token * codeSize + position] ?? 0;
}

/** A small generator of equal numbers in [0, 1) for equal seeds, on every machine. */
function pseudoRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}
