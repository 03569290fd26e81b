import type { Passage } from '../../shared/domain/answer.ts';
import { quotableRanges } from './quotable-sentence.ts';
import { sentencesOf } from './sentences.ts';
import { endsAsSentence } from './span-match.ts';

/** A quotation of the answer: where it stands in the text, and where in the passage. */
export interface Quotation {
  passage: Passage;
  /** In the passage's text. */
  start: number;
  end: number;
  /** The quotation as Markdown, with what separates it from the one before. */
  markdown: string;
  /** Code units of `markdown` in front of the quoted words. */
  lead: number;
}

const mostQuotations = 3;
const longestQuotation = 600;
/** The search knows more than words: what the first place is worth, and each further place up. */
const worthOfFirst = 0.1;
const worthOfRank = 0.08;
/** A heading or the head of a table says little without so much of what stands below it. */
const enoughBelow = 240;

/** One line of a document shown as Markdown stays the letters it is: no heading, list, table, emphasis, image or tag comes out of it. */
function escapeMarkdown(line: string): string {
  return line
    .replaceAll(/[\\`*[\]<|~]|&(?=[#\w]+;)/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replace(/^(\d{0,9})([-+>=.)]|#{1,6}(?=\s|$))/, String.raw`$1\$2`);
}

/** Where a quotation from `start` ends: at `end`, or where a word ends when that is too far. Scripts without blanks are cut as they are. */
function quotationEnd(text: string, start: number, end: number): number {
  const limit = start + longestQuotation;
  if (end <= limit) return end;
  const room = text
    .slice(start, limit + 1)
    .replace(/\S+$/, '')
    .trimEnd();
  if (room.length > longestQuotation / 2) return start + room.length;
  // Never between the halves of a character beyond the basic plane.
  return /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
}

/** A match that is no sentence goes on with what follows it, to where a line or sentence ends. */
function withWhatFollows(text: string, start: number, end: number): number {
  if (endsAsSentence(text.slice(start, end))) return end;
  const following = sentencesOf(text).filter((sentence) => sentence.start >= end);
  let reached = end;
  for (const sentence of following) {
    if (reached - start >= enoughBelow || sentence.end - start > longestQuotation) break;
    reached = sentence.end;
  }
  return reached;
}

/** The best sentences of the best passages, quoted, what answers best first: an answer that needs no model. */
export function quotePassages(passages: readonly Passage[], question: string): Quotation[] {
  const ranges = quotableRanges(passages, question);
  const found = passages.flatMap((passage, index) => {
    const range = ranges[index];
    return range === undefined ? [] : [{ passage, ...range, value: range.value - worthOfRank * index + (index === 0 ? worthOfFirst : 0) }];
  });
  const best = found.toSorted((a, b) => b.value - a.value);
  const telling = best.filter((match, index) => index === 0 || (match.share > 0 && !match.isOfAnotherYear)).slice(0, mostQuotations);
  return telling.map(({ passage, start, end: matchEnd }, index) => {
    const end = quotationEnd(passage.text, start, withWhatFollows(passage.text, start, matchEnd));
    const separator = index === 0 ? '' : '\n\n';
    const lines = passage.text.slice(start, end).split(/\s*\n\s*/);
    return { passage, start, end, markdown: `${separator}> ${lines.map(escapeMarkdown).join('\n> ')}`, lead: separator.length + 2 };
  });
}
