import type { ReadBlock } from '../../../shared/contract/reader.ts';

/** As much as the recogniser looks at at once. */
const WINDOW_CHARS = 1_000;
const MAX_WINDOWS = 24;
/** Letters below which a few names decide as much as the language does. */
const MIN_LETTERS = 60;
/** Such characters stand for syllables or words: fewer of them tell. */
const MIN_IDEOGRAPHS = 20;
const MIN_SHARE = 0.6;
const letter = /\p{L}/gu;
const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/** Gathers pieces of a document's running text while it is read: all of a short one, ever fewer of a long one. */
export class LanguageSample {
  readonly windows: string[] = [];
  #open = '';
  #passed = 0;
  #nextAt = 0;

  add(blocks: readonly Pick<ReadBlock, 'kind' | 'text'>[]): void {
    for (const { kind, text } of blocks) {
      if (kind === 'code' || this.windows.length >= MAX_WINDOWS) continue;
      this.#passed += text.length;
      if (this.#passed < this.#nextAt) continue;
      this.#open += `${text.slice(0, WINDOW_CHARS)}\n`;
      if (this.#open.length >= WINDOW_CHARS) this.#close();
    }
  }

  /** All windows, with the one that is not full. */
  finish(): string[] {
    if (this.#open !== '') this.#close();
    return this.windows;
  }

  #close(): void {
    this.windows.push(this.#open.slice(0, WINDOW_CHARS));
    this.#open = '';
    if (this.windows.length >= 4) this.#nextAt = this.#passed * 1.4;
  }
}

/**
 * The language of a document as an ISO 639-1 code (which is BCP 47 too), by the pieces of it that tell: null when there is
 * too little text or no language has most of them. Loads its profile (a quarter of a second) with the first call.
 */
export async function recogniseLanguage(windows: readonly string[]): Promise<string | null> {
  const telling = windows.map(withoutNoise).filter(isLongEnough);
  if (telling.length === 0) return null;
  const { eld } = await import('eld/small');
  const enough = telling.reduce((sum, text) => sum + text.length, 0) * MIN_SHARE;
  const votes = new Map<string, number>();
  for (const text of telling) {
    const result = eld.detect(text);
    if (result.language === '' || !result.isReliable()) continue;
    const voted = (votes.get(result.language) ?? 0) + text.length;
    // What has most of the text cannot be outvoted by the rest.
    if (voted >= enough) return result.language;
    votes.set(result.language, voted);
  }
  return null;
}

/** Addresses and anything with digits say nothing about a language. */
function withoutNoise(text: string): string {
  const kept = text.split(/\s+/).filter((word) => !/[@/\\_\d]|www\./.test(word));
  return kept.join(' ');
}

function isLongEnough(text: string): boolean {
  return isOftenIn(text, letter, MIN_LETTERS) || isOftenIn(text, ideograph, MIN_IDEOGRAPHS);
}

/** Looks no further than it takes to tell. */
function isOftenIn(text: string, pattern: RegExp, times: number): boolean {
  pattern.lastIndex = 0;
  for (let found = 0; found < times; found += 1) if (!pattern.test(text)) return false;
  return true;
}
