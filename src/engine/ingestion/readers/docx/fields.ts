interface FormField {
  kind: 'check' | 'choice';
  chosen: number;
  entries: string[];
}

/** Follows the fields of a document (page references, links, forms): only what they show is text. */
export class Fields {
  /** Of each field that is open, innermost last, whether its instruction is under way: the part before the separator. */
  readonly #open: boolean[] = [];
  #instructions = 0;
  #form: FormField | undefined;

  get hidesText(): boolean {
    return this.#instructions > 0;
  }

  /** A `fldChar` of this type has come. */
  mark(type: string | undefined): void {
    if (type === 'begin') {
      this.#open.push(true);
      this.#instructions += 1;
    } else if (type === 'separate' && this.#open.at(-1) === true) {
      this.#open[this.#open.length - 1] = false;
      this.#instructions -= 1;
    } else if (type === 'end' && this.#open.pop() === true) {
      this.#instructions -= 1;
    }
  }

  /** Instructions end with their paragraph, whatever is missing; else one broken field would hide all that follows. */
  endParagraph(): void {
    if (this.#instructions === 0) return;
    this.#open.fill(false);
    this.#instructions = 0;
  }

  /** An element inside a form field's data. */
  formElement(name: string, value: string | undefined): void {
    if (name === 'checkBox') this.#form = { kind: 'check', chosen: 0, entries: [] };
    else if (name === 'ddList') this.#form = { kind: 'choice', chosen: 0, entries: [] };
    else if (this.#form === undefined) return;
    else if (name === 'listEntry') this.#form.entries.push(value ?? '');
    else if (name === 'result' || name === 'default') this.#form.chosen = Number(value ?? 0) || 0;
    else if (name === 'checked') this.#form.chosen = value === '0' || value === 'false' ? 0 : 1;
  }

  /** What the form field shows, at the end of its data; empty for fields of text, whose result follows. */
  endForm(): string {
    const form = this.#form;
    this.#form = undefined;
    if (form === undefined) return '';
    if (form.kind === 'check') return form.chosen === 1 ? '☒' : '☐';
    return form.entries[form.chosen] ?? '';
  }
}
