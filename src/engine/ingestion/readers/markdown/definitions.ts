/** Link and footnote definitions of a whole file, so that a piece parsed alone still resolves its references. */
export class Definitions {
  readonly #byLabel = new Map<string, string>();

  constructor(lines: Iterable<string>) {
    for (const line of lines) {
      const label = /^ {0,3}\[((?:[^\\[\]]|\\.){1,200})\]:/.exec(line)?.[1];
      if (label !== undefined && this.#byLabel.size < 10_000) {
        const known = label.startsWith('^') ? `[${label}]: x` : `[${label}]: <#>`;
        this.#byLabel.set(normalise(label), known);
      }
    }
  }

  /** Stand-in definitions for the labels that `text` uses; to be appended to it. */
  usedBy(text: string): string[] {
    if (this.#byLabel.size === 0) return [];
    const used = new Set<string>();
    for (const [, label] of text.matchAll(/\[((?:[^\\[\]]|\\.){1,200})\]/g)) {
      const definition = this.#byLabel.get(normalise(label ?? ''));
      if (definition !== undefined) used.add(definition);
    }
    return [...used];
  }
}

const normalise = (label: string): string => label.replace(/\s+/g, ' ').trim().toLowerCase();
