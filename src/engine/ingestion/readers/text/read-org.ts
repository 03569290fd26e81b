import { readerIdentities } from '../reader-identities.ts';
import { LineBlocksWriter } from './line-blocks-writer.ts';
import { LineCursor, type TextLine } from './line-cursor.ts';
import { lineReader } from './line-reader.ts';
import { ListItems } from './list-items.ts';
import { cellsOf } from './table-cells.ts';

/** Org files: headings, lists, tables, source and quotation blocks; drawers, keywords and comments are left out. */
export const orgReader = lineReader(readerIdentities.org, {
  format: 'org',
  title: (start) => /^[ \t]*#\+title:[ \t]*(\S.*)$/im.exec(start)?.[1] ?? /^\*[ \t]+(\S.*)$/m.exec(start)?.[1],
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
  const heading = /^(\*{1,20})\s+(?:(?:TO{1}DO|DONE|NEXT|WAITING|CANCELLED)\s+)?(?:\[#[A-Z0-9]\]\s+)?(.*?)(?:\s+:[\w@#%:]+:)?\s*$/.exec(
    text,
  );
  if (heading) return writer.heading(heading[1]?.length ?? 1, plain(heading[2] ?? ''), number);
  const begins = /^\s*#\+begin_(\w+)/i.exec(text)?.[1]?.toLowerCase();
  if (begins !== undefined) return readBlock(begins, lines, writer);
  if (/^\s*:(?:properties|logbook|[A-Z_-]+):\s*$/i.test(text)) return skipDrawer(lines, writer);
  const keyword = /^\s*#\+(\w+)(?:\[.*?\])?:\s*(.*)$/.exec(text);
  if (keyword) {
    if (/^(?:caption|title|subtitle|author|date|description)$/i.test(keyword[1] ?? '')) {
      writer.put({ kind: /^caption$/i.test(keyword[1] ?? '') ? 'caption' : 'paragraph' }, plain(keyword[2] ?? ''), number);
    } else writer.flush();
    return;
  }
  if (/^\s*#(?:\s|$)/.test(text)) return;
  if (/^\s*\|/.test(text)) return /^\s*\|-/.test(text) ? writer.flush() : writer.put({ kind: 'table-row' }, plain(cellsOf(text)), number);
  if (/^\s*:(?:\s|$)/.test(text)) return writer.add(text.replace(/^\s*: ?/, ''), number, { kind: 'code' });
  if (/^\[fn:[\w-]+\]/.test(text)) return writer.put({ kind: 'footnote' }, plain(text), number);
  const item = /^(\s*)(?:[-+]|\d{1,9}[.)]|(?<=\s)\*)\s+\S/.exec(text);
  if (item) writer.flush();
  const level = items.levelOf(text, item?.[1]?.length);
  return writer.add(plain(text), number, level === null ? { kind: 'paragraph' } : { kind: 'list-item', level });
}

function readBlock(kind: string, lines: LineCursor, writer: LineBlocksWriter): void {
  writer.flush();
  const end = new RegExp(`^\\s*#\\+end_${kind}\\b`, 'i');
  const fields = {
    kind: kind === 'quote' || kind === 'verse' ? 'quote' : /^(?:src|example|export)$/.test(kind) ? 'code' : 'paragraph',
  } as const;
  for (let line = lines.next(); line !== undefined && !end.test(line.text); line = lines.next()) {
    if (kind === 'comment') continue;
    writer.add(fields.kind === 'code' ? line.text : plain(line.text), line.number, fields);
  }
  writer.flush();
}

/** Up to `:END:`; a drawer that has none within reach is text. */
function skipDrawer(lines: LineCursor, writer: LineBlocksWriter): void {
  writer.flush();
  for (let count = 0; count < 200; count += 1) {
    const line = lines.peek(count);
    if (line === undefined || /^\*+\s/.test(line.text)) return;
    if (!/^\s*:end:\s*$/i.test(line.text)) continue;
    for (let taken = 0; taken <= count; taken += 1) lines.next();
    return;
  }
}

/** Links as their words. */
function plain(text: string): string {
  return text.replace(/\[\[[^\][]{1,2000}\]\[([^\][]{1,2000})\]\]/g, '$1').replace(/\[\[([^\][]{1,2000})\]\]/g, '$1');
}
