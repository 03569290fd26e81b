/** The part of a model that turns tokens into text. */
export interface Detokenizer<Token> {
  detokenize(tokens: readonly Token[], specialTokens?: boolean, lastTokens?: readonly Token[]): string;
}

/** No character takes more tokens than this; a real replacement character is let through after it. */
const longestCharacter = 6;
const contextLength = 8;

/**
 * Turns tokens into text one by one and keeps back those that end inside a character.
 * Returns a function that takes a token and gives the text that is now complete.
 */
export function createTokenText<Token>(detokenizer: Detokenizer<Token>): { push(token: Token): string; end(): string } {
  let waiting: Token[] = [];
  let before: Token[] = [];

  const flush = (): string => {
    if (waiting.length === 0) return '';
    const text = detokenizer.detokenize(waiting, false, before);
    before = [...before, ...waiting].slice(-contextLength);
    waiting = [];
    return text;
  };

  return {
    push(token) {
      waiting.push(token);
      const text = detokenizer.detokenize(waiting, false, before);
      return text.endsWith('\ufffd') && waiting.length < longestCharacter ? '' : flush();
    },
    end: flush,
  };
}
