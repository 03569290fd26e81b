import { setImmediate as nextTurn } from 'node:timers/promises';
import { comparableText } from './comparable-text.ts';
import type { Range, TextStream } from './text-stream.ts';

/** The words looked for, with what stood around them and where they began. */
export interface WantedWords {
  quote: string;
  before: string;
  after: string;
  start: number;
}

/** Words that occur more often than this are told apart among so many. */
const MOST_OCCURRENCES = 500;
/** Shorter quotes are found as they are, or not at all. */
const SHORTEST_CHANGED = 32;
/** Letters of a snippet by which a changed quote is known; fewer where a character is a syllable or a word. */
const SNIPPET = 10;
const SNIPPET_OF_SIGNS = 4;
/** So much of a quote must be there still: one that had a figure or a word changed in each sentence has more. */
const LEAST_SHARE = 0.5;
const SLICE = 50_000;

const isOfSigns = (text: string): boolean => /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}/u.test(text);

function commonEnd(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a.at(-1 - length) === b.at(-1 - length)) length += 1;
  return length;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** The occurrence around which most is as it was, else the nearest to where it was. */
function findUnchanged(stream: TextStream, needle: string, wanted: WantedWords): Range | null {
  const before = comparableText(wanted.before);
  const after = comparableText(wanted.after);
  const wantedAt = stream.positionOf(wanted.start);
  let best: { at: number; context: number; distance: number } | null = null;
  let at = stream.text.indexOf(needle);
  for (let count = 0; at >= 0 && count < MOST_OCCURRENCES; count += 1) {
    const beyond = at + needle.length;
    const left = commonEnd(stream.text.slice(Math.max(0, at - before.length), at), before);
    const context = left + commonStart(stream.text.slice(beyond, beyond + after.length), after);
    const distance = Math.abs(at - wantedAt);
    if (best === null || context > best.context || (context === best.context && distance < best.distance)) best = { at, context, distance };
    at = stream.text.indexOf(needle, at + 1);
  }
  return best && stream.rangeOf(best.at, best.at + needle.length);
}

/** The stretch, hardly longer than the quote, that holds most of its snippets. */
async function findChanged(stream: TextStream, needle: string, signal: AbortSignal): Promise<Range | null> {
  const length = isOfSigns(needle) ? SNIPPET_OF_SIGNS : SNIPPET;
  const snippets = new Set(Array.from({ length: needle.length - length + 1 }, (_, at) => needle.slice(at, at + length)));
  const widest = Math.ceil(needle.length * 1.25);
  const inside: { at: number; snippet: string }[] = [];
  const counts = new Map<string, number>();
  let head = 0;
  let best = { from: 0, to: 0, share: 0 };
  for (let at = 0; at + length <= stream.text.length; at += 1) {
    if (at % SLICE === SLICE - 1) {
      // oxlint-disable-next-line no-await-in-loop
      await nextTurn();
      signal.throwIfAborted();
    }
    const snippet = stream.text.slice(at, at + length);
    if (!snippets.has(snippet)) continue;
    inside.push({ at, snippet });
    counts.set(snippet, (counts.get(snippet) ?? 0) + 1);
    for (let first = inside[head]; first !== undefined && at + length - first.at > widest; first = inside[head]) {
      const left = (counts.get(first.snippet) ?? 1) - 1;
      if (left === 0) counts.delete(first.snippet);
      else counts.set(first.snippet, left);
      head += 1;
    }
    const share = counts.size / snippets.size;
    if (share > best.share) best = { from: inside[head]?.at ?? at, to: at + length, share };
  }
  return best.share >= LEAST_SHARE ? stream.rangeOf(best.from, best.to) : null;
}

/**
 * Where the words of a quote stand in a document now: as they were, wherever they moved, else where most of them
 * still are. null when they are gone. Rejects with the signal's reason.
 */
export async function findWords(stream: TextStream, wanted: WantedWords, signal: AbortSignal): Promise<Range | null> {
  const needle = comparableText(wanted.quote);
  if (needle === '') return null;
  const unchanged = findUnchanged(stream, needle, wanted);
  if (unchanged !== null || needle.length < SHORTEST_CHANGED) return unchanged;
  return findChanged(stream, needle, signal);
}
