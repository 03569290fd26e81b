import { expect, test } from 'vitest';
import { makePdf } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

test('a long PDF that the second engine reads says how many pages it has, and that the last were left out', async () => {
  const pages = Array.from({ length: 503 }, (_, index) => ({
    lines: [{ text: `What page ${index + 1} says`, x: 20, y: 100 }],
    width: 300,
    height: 200,
  }));
  const { bytes } = await makePdf(pages);
  const reading = await readBytes('long.pdf', bytes, null, { engine: 'second' });
  expect(reading.begin.pageCount).toBe(503);
  expect(reading.pages.at(-1)?.page).toBe(500);
  expect(reading.warnings).toContain('Only the first 500 of 503 pages were read.');
});

test('a PDF that the second engine reads whole is not said to be cut', async () => {
  const { bytes } = await makePdf([{ lines: [{ text: 'All there is', x: 20, y: 100 }] }]);
  const { begin, warnings } = await readBytes('short.pdf', bytes, null, { engine: 'second' });
  expect(begin.pageCount).toBe(1);
  expect(warnings).toEqual(['The first PDF reader gave up on this file; its text was read in a simpler way.']);
});
