import { expect, test } from 'vitest';
import { declaresProtection } from '../../../../src/engine/api/declares-protection.ts';
import { encryptedPdf } from '../../../fixtures/documents/encrypted-pdf.ts';
import { makePdf } from '../../../fixtures/documents/make-pdf.ts';

const asks = (bytes: Buffer) => declaresProtection((start, length) => Promise.resolve(bytes.subarray(start, start + length)), bytes.length);

test('a PDF is protected when its trailer says so, at its end or where the last startxref points to', async () => {
  expect(await asks(encryptedPdf('Between us', 'sesame'))).toBe(true);
  expect(await asks((await makePdf([{ lines: [{ text: 'For all', x: 72, y: 700 }] }])).bytes)).toBe(false);
  const far = (entry: string): Buffer => {
    const head = `%PDF-1.7\n${'x'.repeat(100_000)}\n`;
    const filling = 'y'.repeat(200_000);
    return Buffer.from(`${head}9 0 obj\n<< /Type /XRef ${entry}>>\nstream\n${filling}\nendstream\nstartxref\n${head.length}\n%%EOF\n`);
  };
  expect(await asks(far('/Encrypt 6 0 R '))).toBe(true);
  expect(await asks(far(''))).toBe(false);
});

test('what is no PDF, or ends in nonsense, is not taken for a protected one', async () => {
  for (const text of ['', 'startxref', 'startxref\n999999999999\n%%EOF', 'startxref\nabc'])
    expect(await asks(Buffer.from(text)), text).toBe(false);
});
