import { readerIdentities } from '../reader-identities.ts';
import { LineBlocksWriter } from './line-blocks-writer.ts';
import { LineCursor, type TextLine } from './line-cursor.ts';
import { lineReader } from './line-reader.ts';
import { ListItems } from './list-items.ts';

/** AsciiDoc: sections, lists, tables, listings, quotations; attributes and comments are left out. */
export const asciidocReader = lineReader(readerIdentities.asciidoc, {
  format: 'asciidoc',
  title: (start) => /^[=#][ \t]+(\S.*)$/m.exec(start)?.[1],
  *blocks(text) {
    const writer = new LineBlocksWriter();
    const lines = new LineCursor(text);
    const items = new ListItems();
    for (let line = lines.next(); line !== undefined; line = lines.next()) {
      readLine(line, lines, writer, items);
      yield writer.take();
    }
    writer.flush();
    yield writer.take();
  },
});

function readLine({ text, number }: TextLine, lines: LineCursor, writer: LineBlocksWriter, items: ListItems): void {
  const heading = /^([=#]{1,6})\s+(\S.*?)(?:\s+\1)?\s*$/.exec(text);
  if (heading) return writer.heading(heading[1]?.length ?? 1, plain(heading[2] ?? ''), number);
  const fence = /^(-{4,}|\.{4,}|\+{4,}|\/{4,}|_{4,}|`{3,}|\|={3,})/.exec(text)?.[1];
  if (fence !== undefined && text.trim().length <= fence.length + 40) return readFenced(fence, lines, writer);
  if (/^(?:={4,}|\*{4,}|--)\s*$/.test(text)) return writer.flush();
  if (/^\/\/(?!\/)/.test(text) || /^:!?[\w-]+!?:/.test(text) || /^\[[^\]]*\]\s*$/.test(text) || text.trim() === '+') return;
  const caption = /^\.([^\s.].*)$/.exec(text)?.[1];
  if (caption !== undefined) return writer.put({ kind: 'caption' }, plain(caption), number);
  const image = /^image::[^[\]]*\[([^\]]*)\]/.exec(text);
  if (image) return writer.put({ kind: 'caption' }, image[1]?.split(',')[0]?.replace(/^"|"$/g, '') ?? '', number);
  const item = /^(\s*)([*.]{1,6}|-|\d{1,9}\.)\s+(\S.*)$/.exec(text);
  const mark = item?.[2] ?? '';
  if (item || /^\S.*?::+(?:\s|$)/.test(text)) writer.flush();
  const level = items.levelOf(text, item ? 2 * (/^[*.]/.test(mark) ? mark.length - 1 : 0) : undefined);
  return writer.add(plain(text), number, level === null ? { kind: 'paragraph' } : { kind: 'list-item', level });
}

function readFenced(fence: string, lines: LineCursor, writer: LineBlocksWriter): void {
  writer.flush();
  const isTable = fence.startsWith('|');
  const kind = fence.startsWith('_') ? 'quote' : 'code';
  let row: { cells: string[]; lineStart: number; lineEnd: number } | undefined;
  const endRow = (): void => {
    if (row !== undefined) writer.put({ kind: 'table-row' }, row.cells.join(' | '), row.lineStart, row.lineEnd);
    row = undefined;
  };
  for (let line = lines.next(); line !== undefined && line.text.trimEnd() !== fence; line = lines.next()) {
    if (fence.startsWith('/')) continue;
    if (!isTable) {
      writer.add(kind === 'code' ? line.text : plain(line.text), line.number, { kind });
      continue;
    }
    const cells = line.text.split(/(?:^|\s)(?:\d+(?:\.\d+)?[+*])?[<^>.]*[aehlmsd]?\|/).map((cell) => plain(cell.trim()));
    const begins = cells.length > 1;
    // A row stands on one line, or has a line for each cell and ends at a blank one.
    if (line.text.trim() === '' || cells.length > 2) endRow();
    if (line.text.trim() === '') continue;
    row ??= { cells: [], lineStart: line.number, lineEnd: line.number };
    row.lineEnd = line.number;
    if (begins) row.cells.push(...cells.slice(1));
    else row.cells.push(`${row.cells.pop() ?? ''} ${cells[0] ?? ''}`.trim());
    if (cells.length > 2) endRow();
  }
  endRow();
  writer.flush();
}

/** Links as their words. */
function plain(text: string): string {
  return text
    .replace(/(?:link:|https?:\/\/)[^\s[\]]{1,2000}\[([^\]]{1,500})\]/g, '$1')
    .replace(/<<[^<>,]{1,200},\s*([^<>]{1,500})>>/g, '$1');
}
