import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { block } from '../blocks.ts';
import { HeadingTrail } from '../heading-trail.ts';
import { readerLimits } from '../reader-limits.ts';
import { cutLongLine } from './line-blocks.ts';

type Fields = Pick<ReadBlock, 'kind'> & Partial<Pick<ReadBlock, 'level'>>;

/**
 * Gathers the lines of a marked-up text into blocks that know their lines and headings. Lines of one kind stay together
 * up to the size of a block, cut at a blank line where one is near; a line is never divided unless it alone is too long.
 */
export class LineBlocksWriter {
  readonly trail = new HeadingTrail();
  #blocks: ReadBlock[] = [];
  #fields: Fields = { kind: 'paragraph' };
  #path: readonly string[] | undefined;
  #lines: string[] = [];
  #lineStart = 0;
  #lineEnd = 0;
  #chars = 0;
  /** How many of the lines stand before the last blank one. */
  #blankAt = 0;

  /** Adds a line to the block of its kind; a blank one ends any block but code. `path` stands in for the trail's. */
  add(text: string, number: number, fields: Fields, path?: readonly string[]): void {
    const isCode = fields.kind === 'code';
    const isBlank = text.trim() === '';
    if (isBlank && (!isCode || this.#lines.length === 0)) return isCode ? undefined : this.flush();
    const follows = number === this.#lineStart + this.#lines.length || !isCode;
    if (fields.kind !== this.#fields.kind || (fields.level ?? null) !== (this.#fields.level ?? null) || path !== this.#path || !follows)
      this.flush();
    if (this.#chars > 0 && this.#chars + text.length + 1 > readerLimits.blockChars) this.#makeRoom();
    if (text.length > readerLimits.blockChars) {
      this.flush();
      const lines = { lineStart: number, lineEnd: number, headingPath: [...(path ?? this.trail.path)] };
      for (const piece of cutLongLine(text, readerLimits.blockChars)) this.#blocks.push(block({ ...fields, text: piece, ...lines }));
      return;
    }
    if (this.#lines.length === 0) {
      this.#lineStart = number;
      this.#fields = fields;
      this.#path = path;
    }
    if (isBlank) this.#blankAt = this.#lines.length;
    this.#lines.push(text);
    this.#lineEnd = number;
    this.#chars += text.length + 1;
  }

  /** A block of its own. */
  put(fields: Fields, text: string, lineStart: number, lineEnd = lineStart): void {
    this.flush();
    if (text.trim() !== '') this.#blocks.push(block({ ...fields, text, lineStart, lineEnd, headingPath: this.trail.path }));
  }

  heading(level: number, text: string, lineStart: number, lineEnd = lineStart): void {
    this.flush();
    const title = text.trim();
    if (title === '') return;
    this.#blocks.push(
      block({ kind: 'heading', level: Math.min(level, 6), text: title, lineStart, lineEnd, headingPath: this.trail.enter(level, title) }),
    );
  }

  /** Ends the block under way. */
  flush(): void {
    this.#write(this.#lines.length);
  }

  /** Blocks finished since the last call. */
  take(): ReadBlock[] {
    const blocks = this.#blocks;
    this.#blocks = [];
    return blocks;
  }

  /** Ends the block at its last blank line when that leaves no stump, else where it is. */
  #makeRoom(): void {
    this.#write(this.#blankAt > this.#lines.length / 3 ? this.#blankAt : this.#lines.length);
  }

  #write(count: number): void {
    const lines = this.#lines.slice(0, count);
    const rest = this.#lines.slice(count);
    let skipped = 0;
    while (skipped < rest.length && rest[skipped]?.trim() === '') skipped += 1;
    while (lines.length > 0 && lines.at(-1)?.trim() === '') lines.pop();
    if (lines.length > 0) {
      const whole = rest.length === 0 && this.#fields.kind !== 'code';
      const lineEnd = whole ? this.#lineEnd : this.#lineStart + lines.length - 1;
      const headingPath = [...(this.#path ?? this.trail.path)];
      this.#blocks.push(block({ ...this.#fields, text: lines.join('\n').trimEnd(), lineStart: this.#lineStart, lineEnd, headingPath }));
    }
    this.#lineStart += count + skipped;
    this.#lines = rest.slice(skipped);
    this.#chars = this.#lines.reduce((sum, line) => sum + line.length + 1, 0);
    this.#blankAt = 0;
  }
}
