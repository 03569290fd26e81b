export interface AnswerMarks {
  /** Pairs that enclose reasoning. */
  reasoning: readonly { open: string; close: string }[];
  /** Texts that end the answer and are not part of it. */
  stops: readonly string[];
}

export interface AnswerPiece {
  type: 'text-delta' | 'reasoning-delta';
  text: string;
}

export interface AnswerSplitter {
  /** Takes the next piece of what the model wrote. A possible beginning of a mark is kept back until it is clear. */
  push(text: string): AnswerPiece[];
  /** What was kept back. */
  end(): AnswerPiece[];
  /** True while the text being taken in is reasoning. */
  readonly reasoning: boolean;
  /** True once a stop text was seen; what comes later is dropped. */
  readonly stopped: boolean;
}

/**
 * Splits a model's output into answer and reasoning and finds its end, wherever the pieces are cut.
 * White space at the beginning of the answer and of the reasoning is dropped.
 */
export function createAnswerSplitter(marks: AnswerMarks, startsWithReasoning: boolean): AnswerSplitter {
  const firstPair = marks.reasoning[0];
  let closing = startsWithReasoning ? firstPair?.close : undefined;
  let held = '';
  let stopped = false;
  let atStart = true;

  const watched = (): string[] => (closing === undefined ? [...marks.reasoning.map((pair) => pair.open), ...marks.stops] : [closing]);

  const piece = (text: string): AnswerPiece[] => {
    const shown = atStart ? text.trimStart() : text;
    if (shown === '') return [];
    atStart = false;
    return [{ type: closing === undefined ? 'text-delta' : 'reasoning-delta', text: shown }];
  };

  const pass = (mark: string): void => {
    atStart = true;
    if (closing !== undefined) closing = undefined;
    else if (marks.stops.includes(mark)) stopped = true;
    else closing = marks.reasoning.find((pair) => pair.open === mark)?.close;
  };

  return {
    push(text) {
      const pieces: AnswerPiece[] = [];
      if (stopped) return pieces;
      held += text;
      for (let found = firstMark(held, watched()); found; found = firstMark(held, watched())) {
        pieces.push(...piece(held.slice(0, found.index)));
        held = held.slice(found.index + found.mark.length);
        pass(found.mark);
        if (stopped) held = '';
      }
      const keep = beginningAtEnd(held, watched());
      pieces.push(...piece(held.slice(0, held.length - keep)));
      held = held.slice(held.length - keep);
      return pieces;
    },
    end() {
      const pieces = piece(held);
      held = '';
      return pieces;
    },
    get reasoning() {
      return closing !== undefined;
    },
    get stopped() {
      return stopped;
    },
  };
}

function firstMark(text: string, marks: readonly string[]): { mark: string; index: number } | undefined {
  let first: { mark: string; index: number } | undefined;
  for (const mark of marks) {
    const index = text.indexOf(mark);
    if (index >= 0 && (!first || index < first.index)) first = { mark, index };
  }
  return first;
}

/** How many characters at the end of `text` may be the beginning of a mark. */
function beginningAtEnd(text: string, marks: readonly string[]): number {
  let longest = 0;
  for (const mark of marks) {
    for (let length = Math.min(mark.length - 1, text.length); length > longest; length -= 1) {
      if (text.endsWith(mark.slice(0, length))) longest = length;
    }
  }
  return longest;
}
