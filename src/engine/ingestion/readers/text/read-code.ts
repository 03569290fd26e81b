import { extensionOf } from '../format.ts';
import { readerIdentities } from '../reader-identities.ts';
import { declaredName } from './code-symbols.ts';
import { LineBlocksWriter } from './line-blocks-writer.ts';
import { LineCursor, type TextLine } from './line-cursor.ts';
import { lineReader } from './line-reader.ts';

const MAX_DEPTH = 12;
const MAX_HELD_LINES = 60;

/** Source code: a block for each function or class as far as its lines tell, under the names it stands in; lines stay whole. */
export const codeReader = lineReader(readerIdentities.code, {
  format: 'code',
  *blocks(text, fileName) {
    const walk = new CodeWalk(extensionOf(fileName));
    const lines = new LineCursor(text);
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      walk.add(line);
      yield walk.writer.take();
    }
    walk.finish();
    yield walk.writer.take();
  },
});

/** Tells by indentation where what a name stands for ends: true of formatted code in every language. */
class CodeWalk {
  readonly writer = new LineBlocksWriter();
  readonly #extension: string;
  #open: { indent: number; name: string }[] = [];
  #path: readonly string[] = [];
  /** Comments and decorations that may belong to what is declared below them. */
  #held: TextLine[] = [];

  constructor(extension: string) {
    this.#extension = extension;
  }

  add(line: TextLine): void {
    const { text } = line;
    if (text.trim() === '') {
      if (this.#held.length > 0) this.#held.push(line);
      else this.#write(line);
      return;
    }
    const indent = indentOf(text);
    const name = declaredName(text, this.#extension);
    if (name !== undefined) {
      this.#leave(indent);
      if (this.#open.length < MAX_DEPTH) this.#open.push({ indent, name });
      this.#path = this.#open.map((each) => each.name);
      this.#release();
      this.#write(line);
      return;
    }
    if (
      /^\s*(?:\/\/|\/\*|\*|#(?!include|define|if|endif|else|pragma)|--|;;|@|"""|'''|%)/.test(text) &&
      this.#held.length < MAX_HELD_LINES
    ) {
      this.#held.push(line);
      return;
    }
    const closes = /^\s*(?:[)\]}]|end\b|fi\b|done\b|esac\b|else\b|elif\b|except\b|finally\b|catch\b)/.test(text);
    if (!closes) this.#leave(indent);
    this.#release();
    this.#write(line);
  }

  finish(): void {
    this.#release();
    this.writer.flush();
  }

  /** Nothing that begins at this indentation or deeper goes on. */
  #leave(indent: number): void {
    if (!this.#open.some((each) => each.indent >= indent)) return;
    this.#open = this.#open.filter((each) => each.indent < indent);
    this.#path = this.#open.map((each) => each.name);
  }

  #release(): void {
    const held = this.#held;
    this.#held = [];
    for (const line of held) this.#write(line);
  }

  #write({ text, number }: TextLine): void {
    this.writer.add(text, number, { kind: 'code' }, this.#path);
  }
}

function indentOf(text: string): number {
  let indent = 0;
  for (const char of text) {
    if (char === '\t') indent += 4;
    else if (char === ' ') indent += 1;
    else break;
  }
  return indent;
}
