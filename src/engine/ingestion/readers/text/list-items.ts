/** Remembers whether the lines of a text stand in an item of a list, so that its further lines stay with it. */
export class ListItems {
  #level: number | null = null;

  /** The level of the item that this line begins or goes on with; null outside of lists. `indent` is that of a line that begins one. */
  levelOf(text: string, indent: number | undefined): number | null {
    if (indent !== undefined) this.#level = Math.floor(indent / 2) + 1;
    else if (text.trim() === '' || !/^\s/.test(text)) this.#level = null;
    return this.#level;
  }
}
