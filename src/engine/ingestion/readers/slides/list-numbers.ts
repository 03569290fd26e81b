import { chinese, circled, letters, roman } from '../package/list-number.ts';

/** Counts the numbered paragraphs of one text body. */
export class ListNumbers {
  #counts: { type: string; next: number }[] = [];

  /** What stands before the paragraph, “2. ” for one; `type` as in `buAutoNum`, undefined for a paragraph without a number. */
  next(level: number, type: string | undefined, startAt: number): string {
    this.#counts.length = Math.min(this.#counts.length, level + 1);
    if (type === undefined) {
      this.#counts.length = Math.min(this.#counts.length, level);
      return '';
    }
    const current = this.#counts[level];
    const number = current?.type === type ? current.next : startAt;
    this.#counts[level] = { type, next: number + 1 };
    return `${written(number, type)} `;
  }
}

function written(number: number, type: string): string {
  const figure = figureOf(number, type);
  if (type.endsWith('ParenBoth')) return `(${figure})`;
  if (type.endsWith('ParenR')) return `${figure})`;
  return type.endsWith('Plain') ? figure : `${figure}.`;
}

function figureOf(number: number, type: string): string {
  if (type.startsWith('alphaLc')) return letters(number);
  if (type.startsWith('alphaUc')) return letters(number).toUpperCase();
  if (type.startsWith('romanLc')) return roman(number);
  if (type.startsWith('romanUc')) return roman(number).toUpperCase();
  if (type.startsWith('circleNum')) return circled(number);
  return /^ea1(?:Chs|Cht|Jpn)/.test(type) ? chinese(number) : String(number);
}
