import { expect, test } from 'vitest';
import { makePdf } from '../../../fixtures/documents/make-pdf.ts';
import { readBytes } from './read-bytes.ts';

const body = Array.from({ length: 10 }, (_, index) => ({
  text: `Line ${index} of the text is set in the ordinary size.`,
  x: 72,
  y: 720 - 15 * index,
}));

test('comments are blocks that say so, with the place of their mark', async () => {
  const { bytes } = await makePdf([
    {
      lines: body,
      comments: [
        { kind: 'Highlight', contents: 'Is this still true?', at: [72, 700, 200, 715] },
        { kind: 'Text', contents: 'Ask Ms. Grün\nfirst', at: [400, 600, 420, 620] },
        { kind: 'FreeText', contents: 'approved', at: [300, 500, 380, 520] },
      ],
    },
  ]);
  const { blocks } = await readBytes('commented.pdf', bytes);
  expect(blocks.slice(-3).map(({ text }) => text)).toEqual([
    'Comment: Is this still true?',
    'Comment: Ask Ms. Grün\nfirst',
    'Note: approved',
  ]);
  expect(blocks.at(-3)?.words).toEqual([{ start: 0, end: 28, x0: 72, y0: 792 - 715, x1: 200, y1: 792 - 700 }]);
});

test('values of form fields are blocks beside their names, empty fields are none', async () => {
  const { bytes } = await makePdf([
    {
      lines: body,
      fields: [
        { name: 'Surname', value: 'Lovelace', x: 72, y: 400 },
        { name: 'Remarks', value: '', x: 72, y: 360 },
        { name: 'Newsletter', value: true, x: 72, y: 320 },
        { name: 'Advertising', value: false, x: 72, y: 280 },
      ],
    },
  ]);
  const { blocks } = await readBytes('form.pdf', bytes);
  expect(blocks.slice(1).map(({ text }) => text)).toEqual(['Surname: Lovelace', 'Newsletter: ☑']);
  const [value] = blocks[1]?.words ?? [];
  expect(value?.x0).toBeCloseTo(72, -1);
  expect(value?.y1).toBeCloseTo(792 - 400, -1);
});

test('a form without any text is read by its values', async () => {
  const { bytes } = await makePdf([{ lines: [], fields: [{ name: 'Code', value: 'X-1', x: 72, y: 400 }] }]);
  expect((await readBytes('values.pdf', bytes)).blocks.map(({ text }) => text)).toEqual(['Code: X-1']);
});

test('footnotes at the foot of a page are footnotes, small text above is not', async () => {
  const { bytes } = await makePdf([
    {
      lines: [
        { text: '1 small print that stands above the text', x: 72, y: 760, size: 8 },
        ...body,
        { text: '1 See the first edition, where this is explained', x: 72, y: 120, size: 8 },
        { text: 'at length and with figures.', x: 72, y: 110, size: 8 },
        { text: '2) Private letter.', x: 72, y: 98, size: 8 },
      ],
    },
  ]);
  const { blocks } = await readBytes('notes.pdf', bytes);
  expect(blocks.filter(({ kind }) => kind === 'footnote').map(({ text }) => text)).toEqual([
    '1 See the first edition, where this is explained at length and with figures.',
    '2) Private letter.',
  ]);
});
