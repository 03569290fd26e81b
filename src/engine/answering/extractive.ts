import type { Passage } from '../../shared/domain/answer.ts';
import { matchSpan } from './span-match.ts';

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

/** One line of a document shown as Markdown stays the letters it is: no heading, list, table, emphasis, image or tag comes out of it. */
function escapeMarkdown(line: string): string {
  return line
    .replaceAll(/[\\`*[\]<|~]|&(?=[#\w]+;)/g, String.raw`\$&`)
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, String.raw`\_`)
    .replace(/^(\d{0,9})([-+>=.)]|#{1,6}(?=\s|$))/, String.raw`$1\$2`);
}

/** The best sentences of the best passages, quoted: an answer that needs no model. */
export function quotePassages(passages: readonly Passage[], question: string): Quotation[] {
  const matches = passages.map((passage) => ({ passage, ...matchSpan(passage.text, question, question) }));
  const telling = matches.filter((match, index) => index === 0 || match.share > 0).slice(0, mostQuotations);
  return telling.map(({ passage, start, end: matchEnd }, index) => {
    const end = Math.min(matchEnd, start + longestQuotation);
    const separator = index === 0 ? '' : '\n\n';
    const lines = passage.text.slice(start, end).split(/\s*\n\s*/);
    return { passage, start, end, markdown: `${separator}> ${lines.map(escapeMarkdown).join('\n> ')}`, lead: separator.length + 2 };
  });
}
