import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { DocumentBlock, DocumentFormat } from '../../../src/shared/domain/document.ts';
import type { Place } from '../../../src/shared/domain/place.ts';
import {
  blocksOf,
  chapterBlocks,
  codeBlocks,
  cueBlocks,
  mailBlocks,
  namedSheetBlocks,
  sheetBlocks,
  slideBlocks,
  spanOf,
} from '../fake/block-samples.ts';
import { documentOf, passageOf } from '../fake/samples.ts';
import { openWindow, smallLibrary } from '../open-window.tsx';

interface Cited {
  readonly format: DocumentFormat;
  readonly blocks: DocumentBlock[];
  readonly ordinal: number;
  readonly words?: string;
  readonly place: Place;
}

/** Opens a citation of a document as pressing its numeral would. */
async function openCited({ format, blocks, ordinal, words, place }: Cited) {
  const library = smallLibrary({ documents: [documentOf(1, { name: `file.${format}`, format, pageCount: null })] });
  library.blocks.set(1, blocks);
  library.places.set(1, [place]);
  library.bytes.set(1, new Uint8Array(1));
  const window = await openWindow(library);
  const passage = passageOf(1, {
    span: spanOf(1, blocks, ordinal, words),
    text: blocks[ordinal]?.text ?? '',
    place,
    documentName: `file.${format}`,
  });
  window.session.reading.openPassage(passage, 1);
  const marks = await screen.findAllByTestId('highlight');
  return { ...window, marks };
}

test('a slide is a card with its number, and its notes lie apart', async () => {
  const { marks } = await openCited({
    format: 'pptx',
    blocks: slideBlocks(),
    ordinal: 7,
    words: 'The landlord has agreed',
    place: { kind: 'slide', slide: 2, part: 'notes' },
  });
  expect(marks[0]?.textContent).toBe('The landlord has agreed');
  expect(marks[0]?.closest('[data-frame]')).toHaveProperty('dataset.frame', 'notes 2');
  const heads = screen.getAllByTestId('frame-head').map(({ textContent }) => textContent);
  expect(heads.slice(0, 4)).toEqual(['Slide 1', 'Notes', 'Slide 2', 'Notes']);
  expect(screen.getByTestId('source-place').textContent).toBe('notes of slide 2');
});

test('a cited range of a long sheet is opened and marked cell for cell, without fetching what lies before it', async () => {
  const blocks = sheetBlocks(20_000);
  const { engine, user } = await openCited({
    format: 'xlsx',
    blocks,
    ordinal: 15_000,
    place: { kind: 'cells', sheet: 'Invoices', range: 'C15002:D15002' },
  });
  const grid = screen.getByTestId('sheet-grid');
  expect(within(grid).getByText('15002').getAttribute('role')).toBe('rowheader');
  const pages = engine.calls.filter((call) => call.startsWith('documents.blocks'));
  expect(new Set(pages).size).toBeLessThan(80);
  expect(screen.getAllByRole('row').length).toBeLessThan(80);
  await screen.findByRole('tab', { name: 'Rates' });
  const tabs = screen.getAllByTestId('sheet-tab');
  expect(tabs.map(({ textContent }) => textContent)).toEqual(['Invoices', 'Rates']);
  expect(tabs[0]?.getAttribute('aria-selected')).toBe('true');
  await user.click(tabs[1] as HTMLElement);
  await screen.findByText('1,250.50');
  expect(screen.queryByTestId('highlight')).toBeNull();
});

test('a cell says its name and all it holds, by press and by key', async () => {
  const blocks = sheetBlocks(3);
  const place: Place = { kind: 'cells', sheet: 'Invoices', range: 'A4' };
  const { user } = await openCited({ format: 'csv', blocks, ordinal: 2, place });
  await user.click(await screen.findByText('B-000001'));
  expect(screen.getByTestId('sheet-cell-name').textContent).toBe('A4');
  fireEvent.keyDown(screen.getByTestId('sheet-grid'), { key: 'ArrowRight' });
  fireEvent.keyDown(screen.getByTestId('sheet-grid'), { key: 'ArrowDown' });
  expect(screen.getByTestId('sheet-cell-name').textContent).toBe('B5');
  expect(screen.getByTestId('sheet-cell-text').textContent).toBe('2 Mar 2016');
});

test('what a mail quotes is folded, and opened where it is cited', async () => {
  const { marks } = await openCited({
    format: 'eml',
    blocks: mailBlocks(),
    ordinal: 5,
    words: 'I count eight',
    place: { kind: 'message', message: 1, part: 'quoted' },
  });
  expect(marks[0]?.textContent).toBe('I count eight');
  await waitFor(() => expect(screen.getByTestId('quotes-toggle').getAttribute('aria-expanded')).toBe('true'));
  expect(screen.queryByTestId('frame-head')).toBeNull();
});

test('a message of a mailbox carries its number, and its quotation opens by press', async () => {
  const { user } = await openCited({
    format: 'mbox',
    blocks: mailBlocks(2),
    ordinal: 2,
    words: 'nine keys',
    place: { kind: 'message', message: 1, part: 'body' },
  });
  expect(screen.getAllByTestId('frame-head').map(({ textContent }) => textContent)).toContain('Message 1');
  expect(screen.queryByText('How many keys did we get? I count eight.')).toBeNull();
  await user.click(screen.getAllByTestId('quotes-toggle')[0] as HTMLElement);
  await screen.findByText('How many keys did we get? I count eight.');
});

test('cues stand beside their time, chapters under their title, code beside its lines', async () => {
  const cues = await openCited({
    format: 'subtitles',
    blocks: cueBlocks(),
    ordinal: 2,
    words: 'the piano',
    place: { kind: 'time', startMs: 1_508_000, endMs: 1_512_000 },
  });
  expect(cues.marks[0]?.closest('.text-block')?.querySelector('[data-testid="text-margin"]')?.textContent).toBe('25:08');
});

test('a chapter stands under its title', async () => {
  const { marks } = await openCited({
    format: 'epub',
    blocks: chapterBlocks(),
    ordinal: 4,
    words: 'older than the town',
    place: { kind: 'chapter', chapter: 2, title: 'The street' },
  });
  expect(marks[0]?.closest('[data-frame]')).toHaveProperty('dataset.frame', 'chapter 2');
  expect(screen.getByTestId('source-place').textContent).toBe('“The street”');
});

test('code keeps its lines, each with its number in the file', async () => {
  const { marks } = await openCited({
    format: 'code',
    blocks: codeBlocks(),
    ordinal: 0,
    words: 'day.getDate()',
    place: { kind: 'lines', start: 4, end: 4, headingPath: [] },
  });
  expect(marks[0]?.closest('[data-line]')).toHaveProperty('dataset.line', '4');
});

test('a picture is shown with the cited words marked, and says how sure recognition is', async () => {
  const blocks = blocksOf([{ text: '9 keys cut 27.00', page: 1 }]);
  const place: Place = { kind: 'page', page: 1, boxes: [{ x0: 10, y0: 20, x1: 110, y1: 40 }] };
  const library = smallLibrary({ documents: [documentOf(1, { name: 'receipt.png', format: 'image', pageCount: 1 })] });
  library.blocks.set(1, blocks);
  library.places.set(1, [place]);
  library.bytes.set(1, new Uint8Array(9));
  library.pages.set(1, [{ page: 1, width: 384, height: 200, textSource: 'ocr', confidence: 71.4 }]);
  const { session } = await openWindow(library);
  session.reading.openPassage(
    passageOf(1, { span: spanOf(1, blocks, 0), text: blocks[0]?.text ?? '', place, documentName: 'receipt.png' }),
    1,
  );
  const mark = await screen.findByTestId('highlight');
  // 800 pixels of pane less its margins over 384 of the picture: twice as large.
  expect([mark.style.left, mark.style.top, mark.style.width]).toEqual(['18px', '39px', '204px']);
  await waitFor(() => expect(screen.getByRole('img', { name: 'receipt.png' }).getAttribute('src')).toMatch(/^blob:/));
  expect(screen.getByTestId('source-place').textContent).toContain('recognised, 71 % sure');
  fireEvent.error(screen.getByRole('img', { name: 'receipt.png' }));
  await screen.findByText('The picture cannot be drawn. This is the text as it was indexed.');
});

test('a member of an archive shows the way to it', async () => {
  const documents = [
    documentOf(1, { name: 'papers.zip', relativePath: 'In/papers.zip', format: 'archive' }),
    documentOf(2, { name: 'offer.txt', relativePath: 'In/papers.zip/2024/offer.txt', parentId: 1, format: 'text' }),
  ];
  const { session, user } = await openWindow(smallLibrary({ documents }));
  session.reading.openDocument(2, 'offer.txt');
  expect((await screen.findByTestId('source-trail')).textContent).toBe('papers.zip › 2024 › offer.txt');
  expect(screen.queryByTestId('source-open-original')).toBeNull();
  await user.click(screen.getByTestId('nav-library'));
  await screen.findByText('in In › papers.zip › 2024');
});

test("a sheet's name is its tab and never a row; what stands between rows has no number", async () => {
  const place: Place = { kind: 'cells', sheet: 'Members', range: 'A1:C1' };
  const { user } = await openCited({ format: 'ods', blocks: namedSheetBlocks(), ordinal: 2, place });
  const numbers = screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
  expect(numbers).toEqual(['1', '2', '3']);
  expect(within(screen.getByTestId('sheet-grid')).queryByText('Members')).toBeNull();
  expect(screen.getAllByTestId('sheet-tab').map(({ textContent }) => textContent)).toEqual(['Members']);
  expect(screen.getByText('Committee 2025').closest('[role="row"]')?.querySelector('[role="rowheader"]')).toBeNull();
  expect(screen.getAllByTestId('highlight')).toHaveLength(1);
  await user.click(screen.getByText('Name'));
  expect(screen.getByTestId('sheet-cell-name').textContent).toBe('A1');
  fireEvent.keyDown(screen.getByTestId('sheet-grid'), { key: 'ArrowUp' });
  expect(screen.getByTestId('sheet-cell-name').textContent).not.toBe('A1');
});

test('an item of a list shows one mark: its own where its text has one', async () => {
  const texts = ['• Deer', '1. Lake', '2.1.3 Shore', '(a) Reeds', '– Boats', '① Oars', 'Rowing', '12 boats', 'A boat'];
  const blocks = blocksOf(texts.map((text) => ({ kind: 'list-item' as const, level: 1, text })));
  await openCited({ format: 'docx', blocks, ordinal: 0, place: { kind: 'paragraph', index: 1, headingPath: [] } });
  const own = [...document.querySelectorAll<HTMLElement>('.text-list-item')].map(({ dataset }) => dataset['ownMark'] === 'true');
  expect(own).toEqual([true, true, true, true, true, true, false, false, false]);
});

test('a citation of a document that was deleted keeps its words, and names the document', async () => {
  const { session, engine } = await openWindow();
  engine.library.documents = [];
  session.reading.openPassage(passageOf(1, { documentName: 'brandnew.md', text: 'CHF 9,100 per week.' }), 1);
  const gone = await screen.findByTestId('source-gone');
  expect(gone.textContent).toContain('brandnew.md was deleted, or left its source.');
  expect(gone.querySelector('blockquote')?.textContent).toBe('CHF 9,100 per week.');
  expect(screen.queryByTestId('error-note')).toBeNull();
});

test('beside what was read of a mail stands its part, of a mailbox its number too, and a slide is named once', async () => {
  const documents = [
    documentOf(1, { name: 'a.eml', format: 'eml', pageCount: null }),
    documentOf(2, { name: 'b.mbox', format: 'mbox', pageCount: null }),
    documentOf(3, { name: 'c.pptx', format: 'pptx', pageCount: null }),
  ];
  const library = smallLibrary({ documents });
  library.blocks.set(1, mailBlocks());
  library.blocks.set(2, mailBlocks(2));
  library.blocks.set(3, slideBlocks());
  const { session } = await openWindow(library);
  const margins = async (documentId: number, documentName: string, words: RegExp) => {
    session.inspecting.open({ documentId, documentName, page: null });
    await screen.findAllByText(words);
    return screen.getAllByTestId('text-margin').map(({ textContent }) => textContent);
  };
  expect((await margins(1, 'a.eml', /Dear Jon/)).slice(0, 2)).toEqual(['header', 'body']);
  expect((await margins(2, 'b.mbox', /Message 2/)).slice(0, 2)).toEqual(['1 header', '1 body']);
  expect((await margins(3, 'c.pptx', /the move/)).slice(0, 7)).toEqual(['slide 1', '', '1, notes', 'slide 2', '', '', '']);
  expect(screen.queryByText('Slide 2')).toBeNull();
});
