import type { DocumentBlock } from '../../../src/shared/domain/document.ts';

/* Documents of each kind as a reader would give them, small enough to be looked through. */

type Part = Partial<DocumentBlock> & { readonly text: string };

/** Blocks in their order, with their offsets in the canonical text. */
export function blocksOf(parts: readonly Part[]): DocumentBlock[] {
  let start = 0;
  return parts.map((part, ordinal) => {
    const block: DocumentBlock = {
      kind: 'paragraph',
      level: null,
      page: null,
      lineStart: null,
      lineEnd: null,
      locator: null,
      ...part,
      ordinal,
      start,
    };
    start += block.text.length + 2;
    return block;
  });
}

/** The span of one block, or of some words in it. */
export function spanOf(documentId: number, blocks: readonly DocumentBlock[], ordinal: number, words?: string) {
  const block = blocks[ordinal];
  if (!block) throw new Error(`no block ${ordinal}`);
  const from = words === undefined ? 0 : block.text.indexOf(words);
  if (from < 0) throw new Error(`not in the block: ${words}`);
  return { documentId, start: block.start + from, end: block.start + from + (words ?? block.text).length };
}

export function slideBlocks(): DocumentBlock[] {
  const slide = (number: number, part: 'body' | 'notes' = 'body') => ({ locator: { kind: 'slide' as const, slide: number, part } });
  return blocksOf([
    { kind: 'heading', level: 1, text: 'Harbour Street 14: the move', ...slide(1) },
    { text: 'Brightwater Studio, spring 2025', ...slide(1) },
    { text: 'Welcome everybody. Ten minutes, questions at the end.', ...slide(1, 'notes') },
    { kind: 'heading', level: 1, text: 'What it costs', ...slide(2) },
    { kind: 'list-item', level: 1, text: 'Movers: 8,400 euro', ...slide(2) },
    { kind: 'list-item', level: 1, text: 'Two months of double rent: 8,000 euro', ...slide(2) },
    { kind: 'list-item', level: 2, text: 'One month if the keys are back by 31 March', ...slide(2) },
    { text: 'The landlord has agreed by telephone; the letter is still to come.', ...slide(2, 'notes') },
    { kind: 'heading', level: 1, text: 'Calendar', ...slide(3) },
    { kind: 'table-row', text: 'Week 10 | Archive packed', ...slide(3) },
    { kind: 'table-row', text: 'Week 12 | Servers moved', ...slide(3) },
    { kind: 'table-row', text: 'Week 13 | Keys returned', ...slide(3) },
  ]);
}

/** A workbook of two sheets, the first with `rows` rows under its head. */
export function sheetBlocks(rows: number): DocumentBlock[] {
  const row = (sheet: string, number: number, values: readonly (string | null)[]): Part => {
    const cells: { column: number; start: number; end: number }[] = [];
    let text = '';
    values.forEach((value, index) => {
      if (value === null) return;
      if (text !== '') text += ' | ';
      cells.push({ column: index + 1, start: text.length, end: text.length + value.length });
      text += value;
    });
    return { kind: 'table-row', text, locator: { kind: 'cells', sheet, row: number, cells } };
  };
  const towns = ['Aarhus', 'Bergen', 'Cádiz', 'Delft', 'Évora'];
  return blocksOf([
    row('Invoices', 1, ['Invoices of Brightwater Studio, all branches']),
    row('Invoices', 3, ['No.', 'Date', 'Client', 'Town', 'Net', 'VAT', 'Gross', 'Remarks']),
    ...Array.from({ length: rows }, (_empty, index) => {
      const net = 120 + ((index * 7919) % 90_000) / 10;
      return row('Invoices', index + 4, [
        `B-${String(index + 1).padStart(6, '0')}`,
        `${1 + (index % 28)} Mar ${2015 + (index % 10)}`,
        ['Marlow Properties', 'Ortega & Sons', 'City of Delft', 'Lindqvist AB'][index % 4] ?? '',
        towns[index % towns.length] ?? '',
        net.toFixed(2),
        index % 3 === 0 ? null : '19 %',
        (net * 1.19).toFixed(2),
        index % 11 === 0 ? 'Paid after the second reminder, without interest' : null,
      ]);
    }),
    row('Rates', 1, ['Town', 'Rate']),
    row('Rates', 2, ['Delft', '95.00']),
    row('Rates', 5, ['Bergen', '1,250.50']),
  ]);
}

/** A sheet as its reader gives it: its name, a table's name and a note stand at cells as the rows do. */
export function namedSheetBlocks(): DocumentBlock[] {
  const at = (row: number, ...texts: string[]): Part => {
    const text = texts.join(' | ');
    let start = 0;
    const cells = texts.map((value, index) => {
      const cell = { column: index + 1, start, end: start + value.length };
      start = cell.end + 3;
      return cell;
    });
    return { kind: 'table-row', text, locator: { kind: 'cells', sheet: 'Members', row, cells } };
  };
  return blocksOf([
    { ...at(1, 'Members'), kind: 'heading', level: 1 },
    { ...at(1, 'Committee 2025'), kind: 'caption' },
    at(1, 'Name', 'Office', 'Gamma'),
    at(2, 'Ana María Ortega de la Fuente y Villanueva', 'Treasurer', '三木英子'),
    at(3, 'Jon', 'Chair', '佐藤太郎'),
    { ...at(3, 'Ana: elected until 2027'), kind: 'footnote' },
  ]);
}

export function mailBlocks(messages = 1): DocumentBlock[] {
  return blocksOf(
    Array.from({ length: messages }, (_empty, index) => index + 1).flatMap((message) => {
      const at = (part: 'header' | 'body' | 'quoted') => ({ locator: { kind: 'message' as const, message, part } });
      return [
        {
          text: `Subject: Keys of Harbour Street ${message}\nFrom: Ana Ortega <ana@marlow.example>\nTo: Jon Lindqvist <jon@brightwater.example>\nDate: 3 March 2025, 09:14`,
          ...at('header'),
        },
        { text: 'Dear Jon,', ...at('body') },
        {
          text: 'nine keys were handed over in 2023. Please bring all nine back on the last day; the locks are changed otherwise.',
          ...at('body'),
        },
        { text: 'Ana', ...at('body') },
        { kind: 'quote' as const, text: 'On 2 March 2025 Jon Lindqvist wrote:', ...at('quoted') },
        { kind: 'quote' as const, text: 'How many keys did we get? I count eight.', ...at('quoted') },
      ];
    }),
  );
}

export function cueBlocks(): DocumentBlock[] {
  const said = [
    'Good morning. This is the meeting about the move.',
    'The lift is out of order until Thursday.',
    'Then the piano goes by crane, as it came.',
    'Who tells the landlord?',
    'I do, in writing, today.',
  ];
  return blocksOf(
    said.map((text, index) => ({
      text,
      lineStart: index * 4 + 3,
      lineEnd: index * 4 + 3,
      locator: { kind: 'time' as const, startMs: index * 754_000, endMs: index * 754_000 + 4_000 },
    })),
  );
}

export function chapterBlocks(): DocumentBlock[] {
  const chapters = ['The harbour', 'The street', 'The house'];
  return blocksOf(
    chapters.flatMap((title, index) => {
      const at = { locator: { kind: 'chapter' as const, chapter: index + 1, title } };
      return [
        { kind: 'heading' as const, level: 1, text: title, ...at },
        { text: `The ${title.slice(4)} was older than the town said, and younger than it looked from the water.`, ...at },
        { text: 'Nobody had counted its windows. In the evening they counted themselves, one light at a time.', ...at },
      ];
    }),
  );
}

export function codeBlocks(): DocumentBlock[] {
  return blocksOf([
    {
      kind: 'code',
      text: '/** Rent due on a day. */\nexport function rentDue(day: Date): number {\n  const yearly = 48_000;\n  return day.getDate() === 3 ? yearly / 12 : 0;\n}',
      lineStart: 1,
      lineEnd: 5,
    },
    { kind: 'code', text: 'export const deposit = 12_000;', lineStart: 7, lineEnd: 7 },
  ]);
}
