const MAX_DEPTH = 64;

/** The numbers of the lists that are open. Beyond 64 lists in each other depth is counted and nothing else. */
export class ListNumbers {
  readonly #next: (number | null)[] = [];
  #beyond = 0;

  open(isNumbered: boolean, start: string | undefined): void {
    if (this.#next.length >= MAX_DEPTH) this.#beyond += 1;
    else this.#next.push(isNumbered ? wholeNumber(start, 1) : null);
  }

  close(): void {
    if (this.#beyond > 0) this.#beyond -= 1;
    else this.#next.pop();
  }

  get depth(): number {
    return this.#next.length;
  }

  /** What the next item begins with: “3. ” in a numbered list, else nothing. */
  mark(value: string | undefined): string {
    const at = this.#next.length - 1;
    const number = this.#next[at];
    if (number === undefined || number === null || this.#beyond > 0) return '';
    const own = wholeNumber(value, number);
    this.#next[at] = own + 1;
    return `${own}. `;
  }
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : otherwise;
}
