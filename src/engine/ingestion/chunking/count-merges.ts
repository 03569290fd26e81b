import { NONE, nodeAfter, ROOT, standTogether, type TokenVocabulary } from './token-vocabulary.ts';

/** Answers about neighbours that are remembered, and words: both are asked for again and again. */
const NEIGHBOUR_BITS = 15;
const WORD_BITS = 12;
const LONGEST_WORD_BYTES = 128;
const MULTIPLIER = 0x9e3779b1;

/** Counts the tokens of one word, given as the first `length` of `bytes`. */
export type CountMerges = (bytes: Uint8Array, length: number) => number;

/**
 * Counts without merging: takes the longest token at each place that may stand beside the one before it, and goes back
 * where none may. Since no place is tried twice this is linear in the length, and gives what merging by rank gives.
 */
export function createCountMerges(vocabulary: TokenVocabulary): CountMerges {
  const { trie, tokenOfNode, lengthOf, prefixOf } = vocabulary;
  let taken = new Int32Array(1_024);
  let isDead = new Uint8Array(1_024);
  /** Left, and right with the answer as its lowest bit; NONE where nothing is known yet. */
  const neighbours = new Int32Array(2 ** (NEIGHBOUR_BITS + 1)).fill(NONE);
  const words = new Uint8Array(LONGEST_WORD_BYTES * 2 ** WORD_BITS);
  const lengthOfWord = new Uint8Array(2 ** WORD_BITS);
  const countOfWord = new Uint8Array(2 ** WORD_BITS);

  function mayFollow(left: number, right: number): boolean {
    const slot = (Math.imul(Math.imul(left, MULTIPLIER) ^ right, MULTIPLIER) >>> (32 - NEIGHBOUR_BITS)) << 1;
    const known = neighbours[slot + 1] ?? NONE;
    if (neighbours[slot] === left && known >> 1 === right) return (known & 1) === 1;
    const answer = standTogether(vocabulary, left, right);
    neighbours[slot] = left;
    neighbours[slot + 1] = (right << 1) | (answer ? 1 : 0);
    return answer;
  }

  // Every walk begins with two bytes: looked up at once.
  const nodeOfTwo = new Uint32Array(0x10000);
  const tokenOfOne = new Int32Array(0x100);
  for (let first = 0; first < 0x100; first += 1) {
    const node = nodeAfter(trie, ROOT, first);
    tokenOfOne[first] = tokenOfNode[node] ?? NONE;
    for (let second = 0; second < 0x100; second += 1) nodeOfTwo[(first << 8) | second] = nodeAfter(trie, node, second);
  }

  function longestToken(bytes: Uint8Array, start: number, length: number): number {
    const first = bytes[start] ?? 0;
    let longest = tokenOfOne[first] ?? NONE;
    if (start + 1 >= length) return longest;
    let node = nodeOfTwo[(first << 8) | (bytes[start + 1] ?? 0)] ?? 0;
    for (let at = start + 2; node !== 0; at += 1) {
      const token = tokenOfNode[node] ?? NONE;
      if (token !== NONE) longest = token;
      if (at >= length) break;
      node = nodeAfter(trie, node, bytes[at] ?? 0);
    }
    return longest;
  }

  function count(bytes: Uint8Array, length: number, first: number): number {
    let candidate = first;
    if (length >= taken.length) [taken, isDead] = [new Int32Array(length * 2), new Uint8Array(length * 2)];
    isDead.fill(0, 0, length + 1);
    let [tokens, at, last] = [0, 0, NONE];
    while (at < length) {
      const end = at + (lengthOf[candidate] ?? 0);
      if (isDead[end] === 0 && (last === NONE || mayFollow(last, candidate))) {
        taken[tokens] = candidate;
        tokens += 1;
        last = candidate;
        at = end;
        candidate = longestToken(bytes, at, length);
        continue;
      }
      candidate = prefixOf[candidate] ?? NONE;
      if (candidate !== NONE) continue;
      isDead[at] = 1;
      tokens -= 1;
      candidate = last;
      at -= lengthOf[candidate] ?? 0;
      last = tokens > 0 ? (taken[tokens - 1] ?? NONE) : NONE;
    }
    return tokens;
  }

  return (bytes, length) => {
    const first = longestToken(bytes, 0, length);
    if (lengthOf[first] === length) return 1;
    if (length > LONGEST_WORD_BYTES) return count(bytes, length, first);
    let hash = length;
    for (let at = 0; at < length; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), MULTIPLIER);
    const slot = (hash ^ (hash >>> 15)) >>> (32 - WORD_BITS);
    const start = slot * LONGEST_WORD_BYTES;
    if (lengthOfWord[slot] === length) {
      let at = 0;
      while (at < length && words[start + at] === bytes[at]) at += 1;
      if (at === length) return countOfWord[slot] ?? 0;
    }
    const tokens = count(bytes, length, first);
    for (let at = 0; at < length; at += 1) words[start + at] = bytes[at] ?? 0;
    lengthOfWord[slot] = length;
    countOfWord[slot] = tokens;
    return tokens;
  };
}
