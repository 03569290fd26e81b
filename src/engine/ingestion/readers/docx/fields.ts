interface Field {
  /** The part before the separator is an instruction, not text. */
  isCode: boolean;
}

interface FormField {
  kind: 'check' | 'choice';
  chosen: number;
  entries: string[];
}

/** Follows the fields of a document (page references, links, forms): only what they show is text. */
export class Fields {
  readonly #open: Field[] = [];
  #form: FormField | undefined;

  get hidesText(): boolean {
    return this.#open.some(({ isCode }) => isCode);
  }

  /** A `fldChar` of this type has come. */
  mark(type: string | undefined): void {
    if (type === 'begin') this.#open.push({ isCode: true });
    else if (type === 'end') this.#open.pop();
    else if (type === 'separate') {
      const field = this.#open.at(-1);
      if (field !== undefined) field.isCode = false;
    }
  }

  /** Instructions end with their paragraph, whatever is missing; else one broken field would hide all that follows. */
  endParagraph(): void {
    for (const field of this.#open) field.isCode = false;
    if (this.#open.length > 100) this.#open.splice(0);
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
