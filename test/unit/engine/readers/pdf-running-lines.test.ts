import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countsAlong } from '../../../../src/engine/ingestion/readers/pdf/running-lines.ts';
import { makePdf, type PdfPageContent } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

interface Frame {
  head?: string | undefined;
  foot?: string | undefined;
}

/** Pages of text of their own, with what `frame` puts at their edges. */
function report(
  count: number,
  frame: (page: number) => Frame,
  body: (page: number) => string = (page) => `Text number ${page * 7} of its own.`,
): PdfPageContent[] {
  return Array.from({ length: count }, (_, index) => {
    const page = index + 1;
    const { head, foot } = frame(page);
    return {
      lines: [
        ...(head === undefined ? [] : [{ text: head, x: 72, y: 760, size: 9 }]),
        ...Array.from({ length: 6 }, (__, line) => ({
          text: `${body(page)} Line ${'abcdef'[line]} says more of page ${page * 13}.`,
          x: 72,
          y: 700 - 16 * line,
        })),
        ...(foot === undefined ? [] : [{ text: foot, x: 290, y: 40, size: 9 }]),
      ],
    };
  });
}

async function pagesOf(contents: readonly PdfPageContent[]): Promise<string[]> {
  const { blocks, pages } = await readBytes('report.pdf', (await makePdf(contents)).bytes);
  return pages.map(({ page }) =>
    blocks
      .filter((block) => block.page === page)
      .map(({ text }) => text)
      .join('\n'),
  );
}

test('heads, feet and page numbers that run through a document are kept out, its text is not', async () => {
  const texts = await pagesOf(report(12, (page) => ({ head: 'Annual report of the harbour', foot: `Page ${page} of 12` })));
  expect(texts).toHaveLength(12);
  for (const [index, text] of texts.entries()) {
    expect(text).not.toContain('Annual report');
    expect(text).not.toContain('Page ');
    expect(text).toContain(`Text number ${(index + 1) * 7} of its own. Line a`);
    expect(text).toContain('Line f says');
  }
});

test('heads that differ on left and right pages are recognised, and Roman numbers', async () => {
  const roman = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii'];
  const texts = await pagesOf(report(8, (page) => ({ head: page % 2 === 0 ? 'The harbour' : 'A. Author', foot: roman[page - 1] })));
  for (const text of texts) expect(text).not.toMatch(/The harbour|A\. Author|^[ivx]+$/m);
});

test('what stands at the edge of one page only is kept', async () => {
  const texts = await pagesOf(
    report(9, (page) => ({
      head: page === 5 ? 'Conclusions of the fifth page' : 'Annual report',
      foot: page === 7 ? 'See the annex' : `${page}`,
    })),
  );
  expect(texts[4]).toContain('Conclusions of the fifth page');
  expect(texts[6]).toContain('See the annex');
  expect(texts[3]).not.toContain('Annual report');
});

test('headings that count, one a page, are kept', async () => {
  const pages = report(6, () => ({})).map((page, index) => ({
    lines: [{ text: `Chapter ${index + 1}`, x: 72, y: 750, size: 20, bold: true }, ...page.lines],
  }));
  const { blocks } = await readBytes('chapters.pdf', (await makePdf(pages)).bytes);
  expect(blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text)).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `Chapter ${number}`),
  );
});

test('pages that consist of one line each keep it', async () => {
  const texts = await pagesOf([1, 2, 3, 4].map((page) => ({ lines: [{ text: `Page ${page}`, x: 72, y: 700 }] })));
  expect(texts).toEqual(['Page 1', 'Page 2', 'Page 3', 'Page 4']);
});

test('the head of a table that goes on over pages stays with its rows', async () => {
  const texts = await pagesOf(
    Array.from({ length: 5 }, (_, page) => ({
      lines: ['Date', 'Amount'].flatMap((text, at) => [
        { text, x: 72 + 200 * at, y: 760, size: 10 },
        ...Array.from({ length: 8 }, (__, row) => ({
          text: at === 0 ? `day ${page * 31 + row * 3}` : `${page * 977 + row * 41}.50`,
          x: 72 + 200 * at,
          y: 746 - 14 * row,
          size: 10,
        })),
      ]),
    })),
  );
  for (const text of texts) expect(text).toContain('Date');
});

test('only what counts on by the pages between counts along', () => {
  const words = fc.stringMatching(/^[a-z ]{0,12}$/);
  fc.assert(
    fc.property(
      words,
      words,
      fc.integer({ min: 0, max: 5_000 }),
      fc.integer({ min: -4, max: 4 }),
      fc.integer({ min: 1, max: 30 }),
      (before, after, number, pages, off) => {
        const text = (value: number): string => `x${before}${value}${after}x`;
        fc.pre(number + pages >= 0);
        expect(countsAlong(text(number), text(number + pages), pages)).toBe(true);
        expect(countsAlong(text(number), text(number + pages + off), pages)).toBe(number + pages + off === number && pages === 0);
      },
    ),
  );
  expect(countsAlong('Page 3 of 9', 'Page 4 of 9', 1)).toBe(true);
  expect(countsAlong('ix', 'xi', 2)).toBe(true);
});
