import { readerIdentities } from '../reader-identities.ts';
import { latexText, withoutComment } from './latex-text.ts';
import { LineBlocksWriter } from './line-blocks-writer.ts';
import { LineCursor, type TextLine } from './line-cursor.ts';
import { lineReader } from './line-reader.ts';

const levels: Readonly<Record<string, number>> = {
  part: 1,
  chapter: 1,
  section: 2,
  subsection: 3,
  subsubsection: 4,
  paragraph: 5,
  subparagraph: 6,
};
const verbatim = /^(?:verbatim|lstlisting|minted|Verbatim|alltt|tikzpicture|filecontents)\*?$/;
const tables = /^(?:tabular|tabularx|tabulary|longtable|array)\*?$/;
const lists = /^(?:itemize|enumerate|description|compactitem|compactenum)\*?$/;
const quotes = /^(?:quote|quotation|verse|displayquote)$/;
const formulas = /^(?:equation|align|gather|multline|eqnarray|displaymath|math|flalign|alignat)\*?$/;
const MAX_OPEN = 200;

/** LaTeX sources: sections, lists, tables, formulas as they are written; comments and the preamble are left out. */
export const latexReader = lineReader(readerIdentities.latex, {
  format: 'latex',
  title: (start) => {
    const found = /\\title(?:\[[^\]]*\])?\{((?:[^{}]|\{[^{}]*\}){1,500})\}/.exec(start)?.[1];
    return found === undefined ? null : latexText(found.replace(/\s+/g, ' '));
  },
  *blocks(text) {
    const walk = new LatexWalk(text);
    while (walk.step()) yield walk.writer.take();
    walk.finish();
    yield walk.writer.take();
  },
});

class LatexWalk {
  readonly writer = new LineBlocksWriter();
  readonly #lines: LineCursor;
  readonly #open: string[] = [];
  readonly #counts: (number | null)[] = [];
  #inPreamble: boolean;
  #row: { text: string; lineStart: number } | undefined;

  constructor(text: string) {
    this.#lines = new LineCursor(text);
    this.#inPreamble = /\\documentclass|\\documentstyle/.test(text.slice(0, 64 * 1024)) && text.includes('\\begin{document}');
  }

  /** Takes a line with what belongs to it; false at the end. */
  step(): boolean {
    const line = this.#lines.next();
    if (line === undefined) return false;
    const text = withoutComment(line.text);
    if (this.#inPreamble) this.#inPreamble = !text.includes('\\begin{document}');
    else if (text.trim() !== '' || line.text.trim() === '') this.#line({ text, number: line.number });
    return true;
  }

  finish(): void {
    this.#endRow(0);
    this.writer.flush();
  }

  #line({ text, number }: TextLine): void {
    const section = /^\s*\\(part|chapter|section|subsection|subsubsection|paragraph|subparagraph)\*?(?:\[[^\]]*\])?\{/.exec(text);
    if (section) return this.#section(section[1] ?? '', text.slice(section[0].length), number);
    const rest = text.replace(/\\(begin|end)\{([a-zA-Z*]{1,40})\}((?:\[[^\]]*\])*)/g, (_, verb: string, name: string) => {
      this.#environment(verb, name, number);
      return '';
    });
    const name = this.#open.at(-1) ?? '';
    if (verbatim.test(name)) return this.#verbatim(name, number);
    if (tables.test(name))
      return this.#tableLine(text.includes('\\begin{') ? rest.replace(/^\s*(?:\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}){1,2}/, '') : rest, number);
    const caption = /\\caption(?:\[[^\]]*\])?\{(.*)\}/.exec(rest);
    if (caption) return this.writer.put({ kind: 'caption' }, latexText(caption[1] ?? '').trim(), number);
    if (rest.trim() === '') return text.trim() === '' ? this.writer.flush() : undefined;
    if (formulas.test(name)) return this.writer.add(rest, number, { kind: 'paragraph' });
    const item = /^\s*\\item\b(?:\s*\[([^\]]*)\])?\s*/.exec(rest);
    if (item) this.writer.flush();
    const said = latexText(item ? `${this.#mark(item[1])}${rest.slice(item[0].length)}` : rest).replace(/^\s+(?=\S)/, '');
    const level = this.#counts.length;
    this.writer.add(
      said,
      number,
      level > 0 ? { kind: 'list-item', level } : { kind: this.#open.some((each) => quotes.test(each)) ? 'quote' : 'paragraph' },
    );
  }

  #section(kind: string, start: string, number: number): void {
    let title = start;
    let lineEnd = number;
    for (let extra = 0; closingBrace(title) === -1 && extra < 5; extra += 1) {
      const next = this.#lines.next();
      if (next === undefined) break;
      title = `${title} ${withoutComment(next.text)}`;
      lineEnd = next.number;
    }
    const end = closingBrace(title);
    this.writer.heading(levels[kind] ?? 2, latexText(end === -1 ? title : title.slice(0, end)), number, lineEnd);
    const after = end === -1 ? '' : title.slice(end + 1).replace(/\\label\{[^{}]*\}/g, '');
    if (after.trim() !== '') this.writer.add(latexText(after).trim(), lineEnd, { kind: 'paragraph' });
  }

  #environment(verb: string, name: string, number: number): void {
    this.#endRow(number);
    this.writer.flush();
    if (verb === 'begin') {
      if (this.#open.length < MAX_OPEN) this.#open.push(name);
      if (lists.test(name) && this.#counts.length < MAX_OPEN) this.#counts.push(/enum/.test(name) ? 0 : null);
      if (name === 'abstract') this.writer.heading(2, 'Abstract', number);
      return;
    }
    const at = this.#open.lastIndexOf(name);
    if (at !== -1) this.#open.length = at;
    if (lists.test(name)) this.#counts.pop();
  }

  #mark(label: string | undefined): string {
    const count = this.#counts.at(-1);
    if (label !== undefined) return `${label} `;
    if (typeof count !== 'number') return '';
    this.#counts[this.#counts.length - 1] = count + 1;
    return `${count + 1}. `;
  }

  #verbatim(name: string, number: number): void {
    const end = `\\end{${name}}`;
    for (let line = this.#lines.next(); line !== undefined && !line.text.includes(end); line = this.#lines.next()) {
      this.writer.add(line.text, line.number, { kind: 'code' });
    }
    this.#environment('end', name, number);
  }

  #tableLine(text: string, number: number): void {
    const pieces = text
      .replace(/\\(?:hline|toprule|midrule|bottomrule|cline\{[^{}]*\}|cmidrule(?:\([^)]*\))?\{[^{}]*\})/g, '')
      .split(/\\\\(?:\[[^\]]*\])?/);
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) this.#endRow(number);
      if (piece.trim() === '') continue;
      this.#row = this.#row === undefined ? { text: piece, lineStart: number } : { ...this.#row, text: `${this.#row.text} ${piece}` };
      if (this.#row.text.length > 20_000) this.#endRow(number);
    }
  }

  #endRow(number: number): void {
    const row = this.#row;
    this.#row = undefined;
    if (row === undefined) return;
    const cells = row.text
      .split(/(?<!\\)&/)
      .map((cell) => latexText(cell.replace(/\\multi(?:column|row)\{[^{}]*\}\{[^{}]*\}/g, '')).trim());
    this.writer.put({ kind: 'table-row' }, cells.join(' | ').replace(/[\s|]+$/, ''), row.lineStart, Math.max(number, row.lineStart));
  }
}

/** Where the brace closes that stands before this text; -1 when it does not. */
function closingBrace(text: string): number {
  let depth = 1;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '{') depth += 1;
    else if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}
