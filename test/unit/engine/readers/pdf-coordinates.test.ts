import { expect, test } from 'vitest';
import type { Box } from '../../../../src/shared/domain/place.ts';
import { makePdf, type PdfPageContent } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

const WIDTH = 400;
const HEIGHT = 600;
const X = 72;
const Y = 500;
const SIZE = 20;
const TEXT = 'Alpha Beta';

/** Ink of the word in user space: from its start to its advance, from the baseline to the top of capitals. */
async function wordBoxes(page: Omit<PdfPageContent, 'lines'>, turned = 0) {
  const { bytes, font } = await makePdf([
    { width: WIDTH, height: HEIGHT, ...page, lines: [{ text: TEXT, x: X, y: Y, size: SIZE, turned }] },
  ]);
  const reading = await readBytes('placed.pdf', bytes);
  const [block] = reading.blocks;
  const at = (word: string): Box => {
    const found = block?.words.find(({ start, end }) => block.text.slice(start, end) === word);
    if (!found) throw new Error(`no box for ${word}`);
    return found;
  };
  const alphaWidth = font.widthOfTextAtSize('Alpha', SIZE);
  const betaStart = font.widthOfTextAtSize('Alpha ', SIZE);
  const betaWidth = font.widthOfTextAtSize('Beta', SIZE);
  return { size: reading.pages[0], alpha: at('Alpha'), beta: at('Beta'), alphaWidth, betaStart, betaWidth };
}

/** Along the text within 2 points; across it the box spans the line: from a descender below the baseline to an ascender above. */
function expectSpan(actual: readonly [number, number], expected: readonly [number, number]): void {
  expect(Math.abs(actual[0] - expected[0])).toBeLessThan(2);
  expect(Math.abs(actual[1] - expected[1])).toBeLessThan(2);
}

function expectLineHeight(low: number, high: number, baseline: number, direction: 1 | -1): void {
  const above = direction === 1 ? high - baseline : baseline - low;
  const below = direction === 1 ? baseline - low : high - baseline;
  expect(above).toBeGreaterThan(0.7 * SIZE);
  expect(above).toBeLessThan(1.15 * SIZE);
  expect(below).toBeGreaterThan(0);
  expect(below).toBeLessThan(0.4 * SIZE);
}

test('word boxes stand where the words are drawn, from the top left', async () => {
  const { size, alpha, beta, alphaWidth, betaStart, betaWidth } = await wordBoxes({});
  expect(size).toMatchObject({ page: 1, width: WIDTH, height: HEIGHT });
  expectSpan([alpha.x0, alpha.x1], [X, X + alphaWidth]);
  expectSpan([beta.x0, beta.x1], [X + betaStart, X + betaStart + betaWidth]);
  expectLineHeight(alpha.y0, alpha.y1, HEIGHT - Y, -1);
});

test('a page turned by 90 degrees has its boxes on the page as displayed', async () => {
  const { size, alpha, beta, alphaWidth, betaStart, betaWidth } = await wordBoxes({ rotate: 90 });
  expect(size).toMatchObject({ page: 1, width: HEIGHT, height: WIDTH });
  // Turned clockwise: what ran to the right runs down, and the distance from the bottom becomes that from the left.
  expectSpan([alpha.y0, alpha.y1], [X, X + alphaWidth]);
  expectSpan([beta.y0, beta.y1], [X + betaStart, X + betaStart + betaWidth]);
  expectLineHeight(alpha.x0, alpha.x1, Y, 1);
});

test('a page turned upside down and one turned by 270 degrees, too', async () => {
  const half = await wordBoxes({ rotate: 180 });
  expectSpan([half.alpha.x0, half.alpha.x1], [WIDTH - X - half.alphaWidth, WIDTH - X]);
  expectLineHeight(half.alpha.y0, half.alpha.y1, Y, 1);
  const left = await wordBoxes({ rotate: 270 });
  expectSpan([left.alpha.y0, left.alpha.y1], [WIDTH - X - left.alphaWidth, WIDTH - X]);
  expectLineHeight(left.alpha.x0, left.alpha.x1, HEIGHT - Y, -1);
});

test('a crop box moves the origin, since only what it shows is displayed', async () => {
  const { size, alpha, alphaWidth } = await wordBoxes({ crop: [50, 100, 300, 450] });
  expect(size).toMatchObject({ page: 1, width: 300, height: 450 });
  expectSpan([alpha.x0, alpha.x1], [X - 50, X - 50 + alphaWidth]);
  expectLineHeight(alpha.y0, alpha.y1, 100 + 450 - Y, -1);
});

test('text that runs up a landscape page is one line of words', async () => {
  const { alpha, beta, alphaWidth, betaStart, betaWidth } = await wordBoxes({}, 90);
  expectSpan([alpha.y0, alpha.y1], [HEIGHT - Y - alphaWidth, HEIGHT - Y]);
  expectSpan([beta.y0, beta.y1], [HEIGHT - Y - betaStart - betaWidth, HEIGHT - Y - betaStart]);
});
