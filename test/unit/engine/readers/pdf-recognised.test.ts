import { expect, test } from 'vitest';
import { InputFile } from '../../../../src/engine/ingestion/readers/input-file.ts';
import type { PageImage } from '../../../../src/engine/ingestion/readers/pdf/ocr-page.ts';
import { openPdf } from '../../../../src/engine/ingestion/readers/pdf/pdf-document.ts';
import { recognisePdfPage } from '../../../../src/engine/ingestion/readers/pdf/recognise-pdf-page.ts';
import { renderPage } from '../../../../src/engine/ingestion/readers/pdf/render-page.ts';
import { makePdf, type PdfPageContent } from '../../../fixtures/documents/make-pdf.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

async function withDocument<T>(page: PdfPageContent, use: (document: Awaited<ReturnType<typeof openPdf>>) => T | Promise<T>): Promise<T> {
  using folder = scratchFolder();
  const file = await InputFile.open(folder.put('page.pdf', (await makePdf([page])).bytes));
  try {
    const document = await openPdf(file, undefined, null);
    try {
      return await use(document);
    } finally {
      document.close();
    }
  } finally {
    await file.close();
  }
}

test('a page is drawn at 200 dots an inch as it is displayed, an enormous one coarser', async () => {
  const drawn = await withDocument({ lines: [], width: 360, height: 720, rotate: 90, picture: true }, (document) =>
    renderPage(document, 0),
  );
  expect(drawn).toMatchObject({ width: 2000, height: 1000 });
  expect(drawn?.data.length).toBe(2000 * 1000 * 4);
  expect(drawn?.data[4 * (500 * 2000 + 1000)]).toBe(0x80);
  const wall = await withDocument({ lines: [], width: 14_400, height: 14_400 }, (document) => renderPage(document, 0));
  expect((wall?.width ?? 0) * (wall?.height ?? 0)).toBeLessThanOrEqual(16_000_000);
});

test('recognised words have their boxes in points of the page', async () => {
  let seen: PageImage | undefined;
  const word = { text: 'Word', x0: 200, y0: 400, x1: 600, y1: 500, confidence: 91 };
  const text = await withDocument({ lines: [], width: 360, height: 720, picture: true }, (document) =>
    recognisePdfPage(document, 0, { width: 360, height: 720 }, async (image) => {
      seen = image;
      return { lines: [{ ...word, words: [word], paragraph: 1 }], confidence: 91, rotation: 0 };
    }),
  );
  expect(seen).toMatchObject({ width: 1000, height: 2000 });
  expect(text?.confidence).toBe(91);
  expect(text?.lines[0]?.words[0]).toEqual({ text: 'Word', confidence: 91, x0: 72, y0: 144, x1: 216, y1: 180 });
});
