import { describe, expect, test } from 'vitest';
import { readFile } from '../../../src/engine/ingestion/readers/read-file.ts';
import { collectReading, type Reading } from '../../fixtures/documents/collect-reading.ts';
import { pagePicture, pngOf, quarterTurn, tiffOf } from '../../fixtures/documents/page-picture.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';

const size = { width: 300, height: 90 };
const words = 'The harbour lease ends in March.';
const picture = await pagePicture([{ text: words, x: 20, y: 50, size: 16 }], size);
const ocr = { languages: ['eng'], languagesDir: '/nowhere' };

async function readingOf(name: string, bytes: Uint8Array): Promise<Reading> {
  using folder = scratchFolder();
  return await collectReading(readFile({ path: folder.put(name, bytes), formatHint: null, ocr }));
}

const textOf = ({ blocks }: Reading): string => blocks.map(({ text }) => text).join('\n');

describe('a picture of text', () => {
  test('is read word for word, each with its place in pixels', async () => {
    const reading = await readingOf('lease.png', pngOf(picture));
    expect(textOf(reading)).toBe(words);
    expect(reading.begin).toMatchObject({ format: 'image', pageCount: 1 });
    const [page] = reading.pages;
    expect(page).toMatchObject({ page: 1, width: picture.width, height: picture.height, textSource: 'ocr' });
    expect(page?.confidence).toBeGreaterThan(80);
    const harbour = reading.blocks[0]?.words[1];
    expect(words.slice(harbour?.start, harbour?.end)).toBe('harbour');
    const scale = 200 / 72;
    // Baseline 50 points above the foot, 16 points high.
    expect(harbour?.y0).toBeGreaterThan((size.height - 50 - 16) * scale);
    expect(harbour?.y1).toBeLessThan((size.height - 50 + 6) * scale);
    expect(harbour?.x0).toBeGreaterThan(20 * scale);
  });

  test('is read on its side and on its head, with the places of the picture as it lies', async () => {
    const onSide = quarterTurn(picture);
    const reading = await readingOf('turned.tiff', tiffOf([picture, onSide, quarterTurn(onSide)]));
    expect(reading.pages.map(({ width, height }) => [width, height])).toEqual([
      [picture.width, picture.height],
      [picture.height, picture.width],
      [picture.width, picture.height],
    ]);
    expect(reading.blocks.map(({ text, page }) => [page, text])).toEqual([
      [1, words],
      [2, words],
      [3, words],
    ]);
    const [upright, side, head] = reading.blocks.map((block) => block.words[0]);
    // Turned clockwise, the line runs down the right; on its head it begins at the right.
    expect(side?.y0).toBeCloseTo(upright?.x0 ?? 0, -1);
    expect(head?.x1).toBeCloseTo(picture.width - (upright?.x0 ?? 0), -1);
  });

  test('without recognition is told as having no text yet, never read as bytes', async () => {
    using folder = scratchFolder();
    const reading = collectReading(readFile({ path: folder.put('lease.png', pngOf(picture)), formatHint: null }));
    await expect(reading).rejects.toMatchObject({ code: 'read-no-text', details: { subject: 'lease.png' } });
  });

  test('of nothing has no text', async () => {
    const blank = { ...picture, data: new Uint8Array(picture.data.length).fill(255) };
    await expect(readingOf('blank.png', pngOf(blank))).rejects.toMatchObject({ code: 'read-no-text' });
  });

  test('that is cut off in the middle fails in words', async () => {
    const bytes = pngOf(picture);
    await expect(readingOf('cut.png', bytes.subarray(0, 60))).rejects.toMatchObject({ code: 'read-unsupported' });
  });

  test('asks for a language that is installed', async () => {
    using folder = scratchFolder();
    const path = folder.put('lease.png', pngOf(picture));
    const reading = collectReading(readFile({ path, formatHint: null, ocr: { ...ocr, languages: ['deu'] } }));
    await expect(reading).rejects.toMatchObject({ code: 'input-invalid', details: { subject: 'deu' } });
  });
});
