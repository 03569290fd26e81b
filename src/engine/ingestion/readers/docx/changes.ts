import type { Piece } from '../package/block-flow.ts';

interface Deletion {
  author: string;
  text: string;
  /** Characters of the paragraph before it. */
  at: number;
}

const MAX_DELETED_CHARS = 4_000;

/** What tracked changes have taken out of a paragraph. */
export class Deletions {
  #deletions: Deletion[] = [];

  /** `at` is the length of the paragraph's text so far. */
  begin(author: string | undefined, at: number): void {
    const last = this.#deletions.at(-1);
    const name = author?.trim() ?? '';
    if (last !== undefined && last.author === name) {
      if (last.at !== at && last.text !== '') last.text += ' … ';
      last.at = at;
    } else {
      this.#deletions.push({ author: name, text: '', at });
    }
  }

  add(text: string): void {
    const last = this.#deletions.at(-1);
    if (last !== undefined && last.text.length < MAX_DELETED_CHARS) last.text += text;
  }

  /** One remark for each author in a row; a change of blanks or punctuation alone is none. */
  pieces(): Piece[] {
    return this.#deletions
      .map(({ author, text }) => ({ author, text: text.replace(/\s+/g, ' ').trim().slice(0, MAX_DELETED_CHARS) }))
      .filter(({ text }) => /[\p{L}\p{N}]/u.test(text))
      .map(({ author, text }) => ({ kind: 'footnote', level: null, text: `Deleted${author === '' ? '' : ` by ${author}`}: ${text}` }));
  }
}
