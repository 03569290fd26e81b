export interface TextLine {
  text: string;
  /** Counts from 1. */
  number: number;
}

/** The lines of a text (LF, CR LF or CR) one after the other, with a look ahead; holds no more than that. */
export class LineCursor {
  readonly #text: string;
  #at = 0;
  #number = 0;
  readonly #ahead: TextLine[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  /** Undefined at the end. */
  next(): TextLine | undefined {
    return this.#ahead.shift() ?? this.#read();
  }

  /** The line that comes after `count` others, without taking it. */
  peek(count = 0): TextLine | undefined {
    while (this.#ahead.length <= count) {
      const line = this.#read();
      if (line === undefined) return undefined;
      this.#ahead.push(line);
    }
    return this.#ahead[count];
  }

  #read(): TextLine | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const start = this.#at;
    let end = start;
    for (; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === 0x0a || code === 0x0d) break;
    }
    const isPair = this.#text.charCodeAt(end) === 0x0d && this.#text.charCodeAt(end + 1) === 0x0a;
    this.#at = end + (isPair ? 2 : 1);
    this.#number += 1;
    return { text: this.#text.slice(start, end), number: this.#number };
  }
}
