import type { ReadBlock } from '../../../shared/contract/reader.ts';
import type { FormatPart } from './format-reader.ts';
import { cutLongLine } from './text/line-blocks.ts';

const MAX_BLOCK_CHARS = 16 * 1024;
const BATCH_BLOCKS = 200;
const BATCH_CHARS = 64 * 1024;

/** A block with the fields most formats leave empty filled in; its text cleaned. */
export function block(fields: Partial<ReadBlock> & Pick<ReadBlock, 'kind' | 'text'>): ReadBlock {
  return {
    level: null,
    headingPath: [],
    page: null,
    lineStart: null,
    lineEnd: null,
    words: [],
    locator: null,
    ...fields,
    text: cleanText(fields.text),
  };
}

/** Keeps every offset: control characters but tab and line feed become spaces, lone surrogates U+FFFD. */
export function cleanText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
}

/** Gathers blocks into parts of a size worth a message. */
export class BlockBatch {
  #blocks: ReadBlock[] = [];
  #chars = 0;

  /** Leaves out empty blocks and cuts those of absurd length, as files without any structure have. */
  add(...blocks: readonly ReadBlock[]): void {
    for (const each of blocks) {
      if (each.text.trim() === '') continue;
      if (each.text.length > MAX_BLOCK_CHARS && each.words.length === 0) {
        for (const text of cutLongLine(each.text, MAX_BLOCK_CHARS)) this.#blocks.push({ ...each, text });
      } else {
        this.#blocks.push(each);
      }
      this.#chars += each.text.length;
    }
  }

  get isFull(): boolean {
    return this.#blocks.length >= BATCH_BLOCKS || this.#chars >= BATCH_CHARS;
  }

  /** What has gathered, as parts; none when nothing has. */
  take(): FormatPart[] {
    if (this.#blocks.length === 0) return [];
    const blocks = this.#blocks;
    this.#blocks = [];
    this.#chars = 0;
    return [{ type: 'blocks', blocks }];
  }
}
