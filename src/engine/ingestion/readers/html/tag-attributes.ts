const wanted: ReadonlySet<string> = new Set(['alt', 'class', 'hidden', 'start', 'style', 'value']);
const MAX_VALUE_CHARS = 2_000;

/** The attributes that decide what a person sees, of the tag under way. */
export class TagAttributes {
  #values: Record<string, string> = {};
  #name: string | undefined;

  /** Begins the next tag. */
  clear(): void {
    this.#values = {};
    this.#name = undefined;
  }

  name(name: string): void {
    const known = name.length <= 6 ? name.toLowerCase() : '';
    this.#name = wanted.has(known) && !(known in this.#values) ? known : undefined;
    if (this.#name !== undefined) this.#values[this.#name] = '';
  }

  data(text: string): void {
    if (this.#name === undefined) return;
    const value = this.#values[this.#name] ?? '';
    if (value.length < MAX_VALUE_CHARS) this.#values[this.#name] = value + text.slice(0, MAX_VALUE_CHARS);
  }

  end(): void {
    this.#name = undefined;
  }

  get values(): Readonly<Record<string, string>> {
    return this.#values;
  }

  get hides(): boolean {
    const { hidden, style } = this.#values;
    if (hidden !== undefined) return hidden.toLowerCase() !== 'until-found';
    return style !== undefined && /(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)\b/i.test(style);
  }
}
