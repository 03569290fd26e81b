import { readTokenFile } from '../../base/token-file.ts';

/** The node at which every walk through the trie begins. */
export const ROOT = 1;
export const NONE = -1;

const TOKENS = 199_998;
/** Tokens between two steps of reading: about 5 ms. */
const STEP = 3_000;
const TRIE_BITS = 20;
const PAIR_BITS = 19;
const MULTIPLIER = 0x9e3779b1;
const NEWLINE = 10;
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * The tokens of o200k_base in typed arrays, about 15 MB. A token's number is its rank: of two pairs that could be merged
 * the one that gives the lower number goes first.
 */
export interface TokenVocabulary {
  /** Open-addressing hash of a trie: `node << 8 | byte` and the node after it, side by side. */
  readonly trie: Uint32Array;
  /** The token that ends at a node, or NONE. */
  readonly tokenOfNode: Int32Array;
  readonly lengthOf: Uint8Array;
  /** The longest other token that a token begins with, or NONE. */
  readonly prefixOf: Int32Array;
  /** The two tokens that a token is merged from; itself where it is none: one byte. */
  readonly leftOf: Int32Array;
  readonly rightOf: Int32Array;
  /** Open-addressing hash of merged tokens by left and right; 0 is free, else one more than the token. */
  readonly pairs: Int32Array;
}

const TRIE_MASK = 2 ** (TRIE_BITS + 1) - 1;

function trieSlot(key: number): number {
  return (Math.imul(key, MULTIPLIER) >>> (32 - TRIE_BITS)) << 1;
}

/** The node after `node` with `byte`, or 0. */
export function nodeAfter(trie: Uint32Array, node: number, byte: number): number {
  const key = (node << 8) | byte;
  for (let slot = trieSlot(key); ; slot = (slot + 2) & TRIE_MASK) {
    const found = trie[slot];
    if (found === key) return trie[slot + 1] ?? 0;
    if (found === 0) return 0;
  }
}

const PAIR_MASK = 2 ** PAIR_BITS - 1;

function pairSlot(left: number, right: number): number {
  return Math.imul(Math.imul(left, MULTIPLIER) ^ right, MULTIPLIER) >>> (32 - PAIR_BITS);
}

/** The token that `left` and `right` are merged into, or NONE. */
function mergedFrom({ pairs, leftOf, rightOf }: TokenVocabulary, left: number, right: number): number {
  for (let slot = pairSlot(left, right); ; slot = (slot + 1) & PAIR_MASK) {
    const token = (pairs[slot] ?? 0) - 1;
    if (token < 0) return NONE;
    if (leftOf[token] === left && rightOf[token] === right) return token;
  }
}

/**
 * True when merging the bytes of both tokens by rank ends with these two side by side. Takes both apart again, the later
 * merge first, and looks whether one across the border would have gone before it.
 */
export function standTogether(vocabulary: TokenVocabulary, first: number, second: number): boolean {
  const { leftOf, rightOf } = vocabulary;
  let left = first;
  let right = second;
  let limit = TOKENS;
  for (;;) {
    const merged = mergedFrom(vocabulary, left, right);
    if (merged !== NONE && merged < limit) return false;
    const innerOfLeft = rightOf[left] ?? left;
    const innerOfRight = leftOf[right] ?? right;
    // Of equal merges the one further left goes first.
    if (innerOfLeft !== left && (left > right || innerOfRight === right)) {
      limit = left;
      left = innerOfLeft;
    } else if (innerOfRight !== right) {
      limit = right + 1;
      right = innerOfRight;
    } else return true;
  }
}

/** All tokens' bytes one after the other, in order of rank, and where each begins. */
interface TokenBytes {
  bytes: Uint8Array;
  startOf: Uint32Array;
}

/** Decodes the lines of `base64 rank`, which stand in order of rank. */
function* decodeTokens(file: Uint8Array): Generator<void, TokenBytes> {
  const values = new Uint8Array(256).fill(255);
  for (let value = 0; value < 64; value += 1) values[BASE64.charCodeAt(value)] = value;
  const bytes = new Uint8Array(file.length >> 1);
  const startOf = new Uint32Array(TOKENS + 1);
  let [at, length] = [0, 0];
  for (let token = 0; token < TOKENS; token += 1) {
    let [bits, held] = [0, 0];
    for (; ; at += 1) {
      const value = values[file[at] ?? 0] ?? 255;
      if (value === 255) break;
      bits = ((bits << 6) | value) & 0xffff;
      held += 6;
      if (held >= 8) {
        held -= 8;
        bytes[length] = (bits >> held) & 0xff;
        length += 1;
      }
    }
    startOf[token + 1] = length;
    if (token % STEP === 0) yield;
    while (file[at] !== NEWLINE && at < file.length) at += 1;
    at += 1;
  }
  return { bytes: bytes.slice(0, length), startOf };
}

/** The tokens by their first two bytes, so that what shares a beginning gets nodes side by side. */
function inOrderOfBeginning({ bytes, startOf }: TokenBytes): Uint32Array {
  const beginning = (token: number): number => {
    const start = startOf[token] ?? 0;
    return ((bytes[start] ?? 0) << 8) | (start + 1 < (startOf[token + 1] ?? 0) ? (bytes[start + 1] ?? 0) : 0);
  };
  const placeOf = new Uint32Array(0x10001);
  for (let token = 0; token < TOKENS; token += 1) {
    const at = beginning(token) + 1;
    placeOf[at] = (placeOf[at] ?? 0) + 1;
  }
  for (let at = 1; at < placeOf.length; at += 1) placeOf[at] = (placeOf[at] ?? 0) + (placeOf[at - 1] ?? 0);
  const order = new Uint32Array(TOKENS);
  for (let token = 0; token < TOKENS; token += 1) {
    const at = beginning(token);
    const place = placeOf[at] ?? 0;
    order[place] = token;
    placeOf[at] = place + 1;
  }
  return order;
}

type Trie = Pick<TokenVocabulary, 'trie' | 'tokenOfNode' | 'prefixOf'>;

function* buildTrie(tokens: TokenBytes): Generator<void, Trie> {
  const { bytes, startOf } = tokens;
  const trie = new Uint32Array(2 ** (TRIE_BITS + 1));
  const parentOf = new Uint32Array(2 ** TRIE_BITS);
  const nodeOf = new Uint32Array(TOKENS);
  let nodes = ROOT;
  let done = 0;
  for (const token of inOrderOfBeginning(tokens)) {
    done += 1;
    if (done % STEP === 0) yield;
    const end = startOf[token + 1] ?? 0;
    let node = ROOT;
    for (let at = startOf[token] ?? 0; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      const key = (node << 8) | byte;
      let slot = trieSlot(key);
      while (trie[slot] !== key && trie[slot] !== 0) slot = (slot + 2) & TRIE_MASK;
      if (trie[slot] === 0) {
        nodes += 1;
        trie[slot] = key;
        trie[slot + 1] = nodes;
        parentOf[nodes] = node;
      }
      node = trie[slot + 1] ?? 0;
    }
    nodeOf[token] = node;
  }
  const tokenOfNode = new Int32Array(nodes + 1).fill(NONE);
  for (let token = 0; token < TOKENS; token += 1) tokenOfNode[nodeOf[token] ?? 0] = token;
  yield;
  // The longest token on the way to a node; a node comes after its parent.
  const longestAt = new Int32Array(nodes + 1).fill(NONE);
  const prefixOf = new Int32Array(TOKENS).fill(NONE);
  for (let node = ROOT + 1; node <= nodes; node += 1) {
    const above = longestAt[parentOf[node] ?? 0] ?? NONE;
    const token = tokenOfNode[node] ?? NONE;
    longestAt[node] = token === NONE ? above : token;
    if (token !== NONE) prefixOf[token] = above;
  }
  return { trie, tokenOfNode, prefixOf };
}

/** The token that is exactly these bytes, or NONE. */
function tokenOfBytes({ trie, tokenOfNode }: Trie, bytes: Uint8Array, start: number, end: number): number {
  let node = ROOT;
  for (let at = start; at < end && node !== 0; at += 1) node = nodeAfter(trie, node, bytes[at] ?? 0);
  return node === 0 ? NONE : (tokenOfNode[node] ?? NONE);
}

/** Finds, in order of rank, the one pair from which each token comes. */
function* addPairs(vocabulary: TokenVocabulary, { bytes, startOf }: TokenBytes): Generator<void, void> {
  const { prefixOf, lengthOf, leftOf, rightOf, pairs } = vocabulary;
  for (let token = 0; token < TOKENS; token += 1) {
    leftOf[token] = token;
    rightOf[token] = token;
    if (token % STEP === 0) yield;
    for (let left = prefixOf[token] ?? NONE; left !== NONE; left = prefixOf[left] ?? NONE) {
      if (left > token) continue;
      const right = tokenOfBytes(vocabulary, bytes, (startOf[token] ?? 0) + (lengthOf[left] ?? 0), startOf[token + 1] ?? 0);
      if (right === NONE || right > token || !standTogether(vocabulary, left, right)) continue;
      leftOf[token] = left;
      rightOf[token] = right;
      let slot = pairSlot(left, right);
      while (pairs[slot] !== 0) slot = (slot + 1) & PAIR_MASK;
      pairs[slot] = token + 1;
      break;
    }
  }
}

/** Reads the tokens of o200k_base, in steps of a few milliseconds; all of them take about 0.3 s of processor time. */
export function* readVocabulary(): Generator<void, TokenVocabulary> {
  const tokens = yield* decodeTokens(readTokenFile());
  const lengthOf = new Uint8Array(TOKENS);
  for (let token = 0; token < TOKENS; token += 1) lengthOf[token] = (tokens.startOf[token + 1] ?? 0) - (tokens.startOf[token] ?? 0);
  const vocabulary = {
    ...(yield* buildTrie(tokens)),
    lengthOf,
    leftOf: new Int32Array(TOKENS),
    rightOf: new Int32Array(TOKENS),
    pairs: new Int32Array(2 ** PAIR_BITS),
  };
  yield* addPairs(vocabulary, tokens);
  return vocabulary;
}
