import { readerIdentities } from '../reader-identities.ts';
import { LineBlocksWriter } from './line-blocks-writer.ts';
import { LineCursor, type TextLine } from './line-cursor.ts';
import { lineReader } from './line-reader.ts';
import { ListItems } from './list-items.ts';
import { cellsOf } from './table-cells.ts';

const underline = /^([!-/:-@[-`{-~])\1{1,}\s*$/;
const literalDirectives = /^(?:code|code-block|sourcecode|literalinclude|parsed-literal|math|highlight|doctest|testcode|raw)$/;

/** reStructuredText: sections, lists, tables, literal blocks, the contents of directives; comments are left out. */
export const rstReader = lineReader(readerIdentities.rst, {
  format: 'rst',
  title: firstTitle,
  *blocks(text) {
    const walk = new RstWalk(text);
    while (walk.step()) yield walk.writer.take();
    walk.writer.flush();
    yield walk.writer.take();
  },
});

function firstTitle(start: string): string | undefined {
  const lines = new LineCursor(start);
  for (let line = lines.next(); line !== undefined; line = lines.next()) {
    const below = lines.peek();
    if (below !== undefined && isTitle(line.text, below.text)) return line.text.trim();
  }
  return undefined;
}

function isTitle(text: string, below: string): boolean {
  return (
    text.trim() !== '' && !underline.test(text) && underline.test(below) && below.trimEnd().length >= Math.min(text.trimEnd().length, 4)
  );
}

class RstWalk {
  readonly writer = new LineBlocksWriter();
  readonly #lines: LineCursor;
  readonly #items = new ListItems();
  /** Marks of sections in the order they appear: the first is the highest. */
  readonly #marks: string[] = [];

  constructor(text: string) {
    this.#lines = new LineCursor(text);
  }

  /** Takes a line with what belongs to it; false at the end. */
  step(): boolean {
    const line = this.#lines.next();
    if (line === undefined) return false;
    if (!this.#section(line) && !this.#table(line) && !this.#explicit(line)) this.#text(line);
    return true;
  }

  #section({ text, number }: TextLine): boolean {
    const [first, second] = [this.#lines.peek()?.text ?? '', this.#lines.peek(1)?.text ?? ''];
    if (underline.test(text) && first.trim() !== '' && second.trimEnd() === text.trimEnd()) {
      this.#lines.next();
      this.#lines.next();
      this.#heading(`${text[0]}${text[0]}`, first, number, number + 2);
      return true;
    }
    if (/^\s/.test(text) || !isTitle(text, first)) return false;
    this.#lines.next();
    this.#heading(first[0] ?? '', text, number, number + 1);
    return true;
  }

  #heading(mark: string, text: string, lineStart: number, lineEnd: number): void {
    if (!this.#marks.includes(mark)) this.#marks.push(mark);
    this.writer.heading(this.#marks.indexOf(mark) + 1, plain(text), lineStart, lineEnd);
  }

  #table({ text, number }: TextLine): boolean {
    if (/^\s*\+[-=+]{3,}\+\s*$/.test(text)) {
      this.writer.flush();
      return true;
    }
    if (/^\s*\|.*\|\s*$/.test(text)) {
      this.writer.put({ kind: 'table-row' }, plain(cellsOf(text)), number);
      return true;
    }
    if (!/^\s*=+(?:\s+=+)+\s*$/.test(text)) return false;
    // A simple table: columns stand where its rule shows them.
    const columns = [...text.matchAll(/=+/g)].map((match) => match.index);
    for (let row = this.#lines.peek(); row !== undefined && row.text.trim() !== ''; row = this.#lines.peek()) {
      this.#lines.next();
      if (/^[\s=-]+$/.test(row.text)) continue;
      const line = row.text;
      const cells = columns.map((start, index) => line.slice(start, columns[index + 1]).trim());
      this.writer.put({ kind: 'table-row' }, plain(cells.join(' | ').replace(/[\s|]+$/, '')), row.number);
    }
    return true;
  }

  /** What begins with two points: directives, footnotes, comments. */
  #explicit({ text, number }: TextLine): boolean {
    const found = /^(\s*)\.\.(?:\s+(.*))?$/.exec(text);
    if (!found) return false;
    this.writer.flush();
    const [, indent = '', rest = ''] = found;
    const note = /^\[(?:#?[\w-]*|\*)\]\s+(\S.*)$/.exec(rest)?.[1];
    if (note !== undefined) {
      this.writer.put({ kind: 'footnote' }, plain(note), number);
      return true;
    }
    const directive = /^([\w:-]+)::\s*(.*)$/.exec(rest);
    if (!directive) {
      if (!/^_|^\|/.test(rest)) this.#indented(indent.length, () => {});
      return true;
    }
    const [, name = '', argument = ''] = directive;
    const isLiteral = literalDirectives.test(name);
    if (/^(?:figure|image)$/.test(name)) {
      this.#indented(indent.length, (line) => {
        const words = /^\s*:alt:\s*(\S.*)$/.exec(line.text)?.[1] ?? (/^\s*:[\w-]+:/.test(line.text) ? '' : line.text.trim());
        if (words !== '') this.writer.put({ kind: 'caption' }, plain(words), line.number);
      });
      return true;
    }
    if (/^(?:toctree|contents|include|index|meta|only|include|role|default-role)$/.test(name)) {
      this.#indented(indent.length, () => {});
      return true;
    }
    if (argument.trim() !== '' && !isLiteral) this.writer.add(plain(argument.trim()), number, { kind: 'paragraph' });
    this.#indented(indent.length, (line) => {
      if (/^\s*:[\w-]+:(?:\s|$)/.test(line.text) && !isLiteral) return;
      if (/^\s*:(?:linenos|caption|name|emphasize-lines|language|dedent|force|lines|label|nowrap|class|lineno-start):/.test(line.text))
        return;
      this.writer.add(isLiteral ? line.text : plain(line.text.trim()), line.number, { kind: isLiteral ? 'code' : 'paragraph' });
    });
    this.writer.flush();
    return true;
  }

  #indented(indent: number, visit: (line: TextLine) => void): void {
    for (let line = this.#lines.peek(); line !== undefined; line = this.#lines.peek()) {
      if (line.text.trim() !== '' && (/^\s*/.exec(line.text)?.[0].length ?? 0) <= indent) return;
      // A blank line belongs to what is indented only if more of it follows.
      this.#lines.next();
      visit(line);
    }
  }

  #text({ text, number }: TextLine): void {
    const item = /^(\s*)(?:[-*+•]|(?:\d{1,9}|#|[a-z])[.)]|\(\d{1,9}\))\s+\S/i.exec(text);
    if (item) this.writer.flush();
    const level = this.#items.levelOf(text, item?.[1]?.length);
    const literal = /::\s*$/.test(text);
    const shown = literal ? text.replace(/:?:\s*$/, (marks) => (marks.trim() === '::' && text.trim() !== '::' ? ':' : '')) : text;
    this.writer.add(plain(shown), number, level === null ? { kind: 'paragraph' } : { kind: 'list-item', level });
    if (!literal) return;
    const indent = /^\s*/.exec(text)?.[0].length ?? 0;
    const next = this.#lines.peek(1);
    if (this.#lines.peek()?.text.trim() !== '' || next === undefined || (/^\s*/.exec(next.text)?.[0].length ?? 0) <= indent) return;
    this.writer.flush();
    this.#indented(indent, (line) => this.writer.add(line.text, line.number, { kind: 'code' }));
    this.writer.flush();
  }
}

/** Roles and links as their words. */
function plain(text: string): string {
  return text
    .replace(/:[\w:+-]{1,40}:`([^`<>]{1,500}?)(?:\s*<[^<>`]{1,500}>)?`/g, '$1')
    .replace(/`([^`<>]{1,500}?)\s*<[^<>`]{1,500}>`__?/g, '$1')
    .replace(/``([^`]{1,500})``/g, '$1')
    .replace(/`([^`]{1,500})`_{0,2}/g, '$1');
}
