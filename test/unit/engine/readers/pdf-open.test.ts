import { expect, test } from 'vitest';
import { InputFile } from '../../../../src/engine/ingestion/readers/input-file.ts';
import { pdfBytes } from '../../../../src/engine/ingestion/readers/pdf/pdf-bytes.ts';
import { loadPdfium } from '../../../../src/engine/ingestion/readers/pdf/pdfium.ts';
import { encryptedPdf } from '../../../fixtures/documents/encrypted-pdf.ts';
import { makePdf, rawPdf } from '../../../fixtures/documents/make-pdf.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';
import { readBytes } from './read-bytes.ts';

test('a protected file asks for its password, refuses a wrong one and opens with the right one', async () => {
  const bytes = encryptedPdf('Between us', 'sesame');
  await expect(readBytes('secret.pdf', bytes)).rejects.toMatchObject({ code: 'read-encrypted' });
  await expect(readBytes('secret.pdf', bytes, null, { password: 'open' })).rejects.toMatchObject({
    code: 'read-wrong-password',
    details: { subject: 'secret.pdf' },
  });
  const { blocks } = await readBytes('secret.pdf', bytes, null, { password: 'sesame' });
  expect(blocks.map(({ text }) => text)).toEqual(['Between us']);
});

test('a file too large to be held is read by range, as PDFium asks for it', async () => {
  using folder = scratchFolder();
  const { bytes } = await makePdf([{ lines: [{ text: 'Far in', x: 72, y: 700 }] }]);
  const file = await InputFile.open(folder.put('large.pdf', bytes));
  const pdfium = await loadPdfium();
  try {
    const source = await pdfBytes(pdfium, file, undefined, 100);
    const handle = source.open('');
    expect(handle).not.toBe(0);
    expect(pdfium.FPDF_GetPageCount(handle)).toBe(1);
    expect(pdfium.FPDFPage_CountObjects(pdfium.FPDF_LoadPage(handle, 0))).toBe(1);
    pdfium.FPDF_CloseDocument(handle);
    source.release();
    expect(file.digest().sizeBytes).toBe(bytes.length);
  } finally {
    await file.close();
  }
});

/** A page whose font claims private characters for its letters; pdf.js heeds its map to Unicode, PDFium does not. */
function privateFont(text: string): Buffer {
  const names = [...new Set(text)].map((char) => `${char.charCodeAt(0)} /uniE0${char.charCodeAt(0).toString(16)}`).join(' ');
  const widths = Array.from({ length: 91 }, () => 500).join(' ');
  return rawPdf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    { dictionary: '', stream: Buffer.from(`BT /F1 12 Tf 72 700 Td (${text}) Tj ET`) },
    `<< /Type /Font /Subtype /Type1 /BaseFont /Made /FirstChar 32 /LastChar 122 /Widths [${widths}] /Encoding << /Differences [${names}] >> /ToUnicode /Identity-H >>`,
  ]);
}

test('a page in a font that PDFium cannot decode is read by pdf.js, with its boxes', async () => {
  const { blocks, warnings } = await readBytes('private.pdf', privateFont('Readable text of many words'));
  expect(blocks.map(({ text }) => text)).toEqual(['Readable text of many words']);
  expect(warnings).toEqual([]);
  const word = blocks[0]?.words[1];
  expect(word?.x0).toBeCloseTo(72 + 9 * 6, 0);
  expect(word?.x1).toBeCloseTo(72 + 13 * 6, 0);
  expect(word?.y0).toBeGreaterThan(792 - 700 - 12);
  expect(word?.y1).toBeLessThan(792 - 700 + 5);
});
