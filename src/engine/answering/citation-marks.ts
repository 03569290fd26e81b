import { createCodeSpans } from './code-spans.ts';
import { parseMarkBody } from './mark-body.ts';
import { isCloser, isSentenceEnd, lineContentStart, sentencesOf, sentenceStartBefore } from './sentences.ts';

/** What the model meant by its marks: these passages support the text that ends at `offset`. */
export interface CitationMark {
  /** Where the mark stands in the text without marks. */
  offset: number;
  sentenceStart: number;
  /** Begin of the claim: the sentence, or what follows an earlier mark in it. */
  claimStart: number;
  passageNumbers: number[];
}

export type MarkedPart = { type: 'text'; text: string } | { type: 'mark'; mark: CitationMark };

export interface CitationMarkReader {
  /** Feeds a piece of the model's output; pieces may be cut anywhere. */
  push(piece: string): MarkedPart[];
  /** Gives out what was held back. Nothing may be pushed afterwards. */
  end(): MarkedPart[];
  /** All text given out so far. */
  readonly text: string;
}

/** A mark whose place is not settled yet: a full stop behind it still goes in front of it. */
interface PendingMark {
  numbers: number[];
  blanksBefore: string;
  moved: boolean;
}

/** Marks at the begin of a line: they belong to the sentence that follows, or stand alone below the one before. */
interface LeadingMarks {
  numbers: number[];
  /** Length of the text when the first of them came. */
  at: number;
  /** Line breaks between that text and the first of them. */
  gap: number;
}

const openers: Readonly<Record<string, string>> = { '[': ']', '【': '】', '［': '］' };
const longestMark = 64;
/** What an answer that was cut off may end with. */
const unfinishedMark = /^.\s*(?:\d[\d\s,;-]*)?$/;

function lineBreaks(blanks: string): number {
  return blanks.split('\n').length - 1;
}

/**
 * Takes marks like [1], [1][2], [1, 2] and 【1】 out of a stream of text. The result does not depend on how the
 * stream was cut. Numbers outside `known` are dropped without a trace; brackets that hold anything but passage
 * numbers, and everything in code, stay text. A mark in front of a full stop moves behind it; a mark at the
 * begin of a line belongs to the sentence that follows, and one alone on its line to the text that stands nearer,
 * in doubt to the one before. Blanks and an unfinished mark at the end of the stream are dropped.
 */
export function createCitationMarkReader(known: ReadonlySet<number>): CitationMarkReader {
  const code = createCodeSpans();
  let text = '';
  let fresh = '';
  let parts: MarkedPart[] = [];
  let blanks = '';
  let candidate = '';
  let pending: PendingMark | null = null;
  let leading: LeadingMarks | null = null;
  let swallowBlanks = false;
  let lastMarkOffset = -1;

  const write = (piece: string): void => {
    text += piece;
    fresh += piece;
  };

  const flush = (): void => {
    if (fresh !== '') parts.push({ type: 'text', text: fresh });
    fresh = '';
  };

  const emit = (numbers: readonly number[]): void => {
    const passageNumbers = [...new Set(numbers)];
    const sentenceStart = sentenceStartBefore(text, text.length);
    if (passageNumbers.length === 0 || sentenceStart === text.length) return;
    flush();
    const claimStart = lastMarkOffset > sentenceStart && lastMarkOffset < text.length ? lastMarkOffset : sentenceStart;
    parts.push({ type: 'mark', mark: { offset: text.length, sentenceStart, claimStart, passageNumbers } });
    lastMarkOffset = text.length;
  };

  const currentLine = (): string => text.slice(text.lastIndexOf('\n') + 1);

  const settlePending = (next: string | undefined): void => {
    if (pending === null) return;
    const { numbers, blanksBefore, moved } = pending;
    pending = null;
    emit(numbers);
    if (blanks === '' && !moved && next !== undefined && !/[\s\p{P}]/u.test(next)) blanks = blanksBefore;
  };

  const giveLeading = (): void => {
    const numbers = leading?.numbers ?? [];
    leading = null;
    emit(numbers);
  };

  /** The line of marks that stood alone goes with them. */
  const settleAlone = (gapBefore: number): void => {
    const gapAfter = lineBreaks(blanks) - gapBefore;
    const startsLine = gapBefore > 0 || text === '';
    if (!startsLine || gapAfter === 0) return;
    const isForTheTextBefore = gapBefore > 0 && gapAfter >= gapBefore;
    if (isForTheTextBefore) giveLeading();
    blanks = '\n'.repeat(Math.min(2, isForTheTextBefore ? gapAfter : gapBefore)) + blanks.slice(blanks.lastIndexOf('\n') + 1);
  };

  const settleLeading = (next: string): void => {
    if (leading === null) return;
    if (leading.at === text.length) {
      if (!/\s/.test(next)) settleAlone(leading.gap);
      return;
    }
    if (blanks !== '') return;
    if (next === '\n' || sentencesOf(`${currentLine()}${next}x`).length >= 2) giveLeading();
  };

  const blank = (character: string): void => {
    settleLeading(character);
    if (character === '\n') settlePending(character);
    if (character === '\n' || !swallowBlanks) blanks += character;
  };

  const plain = (character: string): void => {
    if (/\s/.test(character)) {
      blank(character);
      return;
    }
    swallowBlanks = false;
    if (pending !== null && blanks === '' && (isSentenceEnd(character) || isCloser(character))) {
      pending.moved = true;
      write(character);
      return;
    }
    settlePending(character);
    settleLeading(character);
    write(blanks + character);
    blanks = '';
  };

  const mark = (numbers: readonly number[]): void => {
    const shown = numbers.filter((each) => known.has(each));
    const line = blanks.includes('\n') ? '' : currentLine() + blanks;
    if (pending !== null) {
      pending.numbers.push(...shown);
      blanks = '';
    } else if (lineContentStart(`${line} `) >= line.length) {
      leading ??= { numbers: [], at: text.length, gap: lineBreaks(blanks) };
      leading.numbers.push(...shown);
      swallowBlanks = true;
    } else {
      pending = { numbers: shown, blanksBefore: blanks, moved: false };
      blanks = '';
    }
  };

  const releaseCandidate = (): void => {
    const literal = candidate;
    candidate = '';
    for (let at = 0; at < literal.length; at += 1) plain(literal.charAt(at));
  };

  const take = (character: string): void => {
    code.take(character);
    const opens = character in openers && !code.inside;
    if (candidate !== '' && (opens || character === '\n' || candidate.length >= longestMark)) releaseCandidate();
    if (candidate === '') {
      if (opens) candidate = character;
      else plain(character);
      return;
    }
    candidate += character;
    if (character !== openers[candidate.charAt(0)]) return;
    const numbers = parseMarkBody(candidate.slice(1, -1));
    if (numbers === null) releaseCandidate();
    else {
      candidate = '';
      mark(numbers);
    }
  };

  const collect = (): MarkedPart[] => {
    flush();
    const collected = parts;
    parts = [];
    return collected;
  };

  return {
    push(piece) {
      for (let at = 0; at < piece.length; at += 1) take(piece.charAt(at));
      return collect();
    },
    end() {
      if (unfinishedMark.test(candidate)) candidate = '';
      releaseCandidate();
      blanks = '';
      settlePending(undefined);
      giveLeading();
      return collect();
    },
    get text() {
      return text;
    },
  };
}
