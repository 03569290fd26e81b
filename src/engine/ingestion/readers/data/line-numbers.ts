/** Line numbers of places in a text, asked for in rising order. */
export class LineNumbers {
  readonly #text: string;
  #at = 0;
  #line = 1;

  constructor(text: string) {
    this.#text = text;
  }

  /** The number of the line that holds the character at `offset`, counted from 1. */
  lineOf(offset: number): number {
    for (; this.#at < offset; this.#at += 1) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === 0x0a || (code === 0x0d && this.#text.charCodeAt(this.#at + 1) !== 0x0a)) this.#line += 1;
    }
    return this.#line;
  }
}
