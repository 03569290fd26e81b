import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeadingTrail } from '../../../../src/engine/ingestion/readers/heading-trail.ts';
import { recognisedBlocks } from '../../../../src/engine/ingestion/readers/ocr/recognised-blocks.ts';
import type { RecognisedLine } from '../../../../src/engine/ingestion/readers/pdf/ocr-page.ts';

/** A line set in letters `size` high, each 0.6 of that wide; more than one blank in `text` is as wide as so many letters. */
function line(text: string, y: number, { x = 30, size = 5, paragraph = 1 } = {}): RecognisedLine {
  const words = [...text.matchAll(/\S+/g)].map((match) => {
    const x0 = x + match.index * 0.6 * size;
    return { text: match[0], confidence: 90, x0, y0: y, x1: x0 + match[0].length * 0.6 * size, y1: y + size };
  });
  return { words, paragraph, x0: x, y0: y, x1: words.at(-1)?.x1 ?? x, y1: y + size };
}

const shown = (lines: readonly RecognisedLine[]) => recognisedBlocks(lines, 1).map(({ kind, text }) => [kind, text]);

const byPlace = (one: readonly number[], other: readonly number[]) => (one[0] ?? 0) - (other[0] ?? 0) || (one[1] ?? 0) - (other[1] ?? 0);

/** Tesseract makes one paragraph of a report like this. */
const report = [
  line('VITAL SIGNS', 20, { size: 7 }),
  line('Measurement         Value        Status', 36),
  line('Blood pressure      142/88       ELEVATED', 45),
  line('Heart rate          78 bpm       NORMAL', 54),
  line('CHIEF COMPLAINT', 74, { size: 7 }),
  line('The patient presents with headaches that occur three times', 90),
  line('a week, with sensitivity to light. There is no history of', 98),
  line('migraines.', 106),
  line('Blood pressure was slightly elevated today and is to be', 114),
  line('measured again.', 122),
  line('MEDICAL HISTORY', 142, { size: 7 }),
  line('* Hypertension, controlled', 158),
  line('+ Type 2 diabetes, managed', 167),
  line('1. Lisinopril 10mg once daily', 176),
];

describe('a recognised page', () => {
  test('reads as its headings, rows of cells, paragraphs and items', () => {
    expect(shown(report)).toEqual([
      ['heading', 'VITAL SIGNS'],
      ['table-row', 'Measurement | Value | Status'],
      ['table-row', 'Blood pressure | 142/88 | ELEVATED'],
      ['table-row', 'Heart rate | 78 bpm | NORMAL'],
      ['heading', 'CHIEF COMPLAINT'],
      [
        'paragraph',
        'The patient presents with headaches that occur three times a week, with sensitivity to light. There is no history of migraines.',
      ],
      ['paragraph', 'Blood pressure was slightly elevated today and is to be measured again.'],
      ['heading', 'MEDICAL HISTORY'],
      ['list-item', '* Hypertension, controlled'],
      ['list-item', '+ Type 2 diabetes, managed'],
      ['list-item', '1. Lisinopril 10mg once daily'],
    ]);
  });

  test('reads the same when it lies on its side or on its head', () => {
    const turned = (turn: (box: { x0: number; y0: number; x1: number; y1: number }) => object) =>
      report.map((each) => ({ ...each, ...turn(each), words: each.words.map((word) => ({ ...word, ...turn(word) })) })) as RecognisedLine[];
    const right = turned(({ x0, y0, x1, y1 }) => ({ x0: 500 - y1, x1: 500 - y0, y0: x0, y1: x1 }));
    const left = turned(({ x0, y0, x1, y1 }) => ({ x0: y0, x1: y1, y0: 500 - x1, y1: 500 - x0 }));
    const over = turned(({ x0, y0, x1, y1 }) => ({ x0: 500 - x1, x1: 500 - x0, y0: 500 - y1, y1: 500 - y0 }));
    for (const lines of [right, left, over]) expect(shown(lines)).toEqual(shown(report));
  });

  test('is not torn where boxes of words reach over the lines beside theirs', () => {
    const lines = report.map((each, at) =>
      at % 2 === 0 ? each : { ...each, words: each.words.map((word) => ({ ...word, y0: word.y0 - 4, y1: word.y1 + 4 })) },
    );
    expect(shown(lines)).toEqual(shown(report));
  });

  test('keeps apart what a gap or another paragraph of Tesseract divides, and joins a divided word', () => {
    const lines = [
      line('The harbour lease ends in the spring and is then re-', 20),
      line('newed for another year.', 28),
      line('The boiler was serviced in March and is to be looked', 50),
      line('at again.', 58),
      line('The attic is dry.', 66, { paragraph: 2 }),
    ];
    expect(shown(lines).map(([, text]) => text)).toEqual([
      'The harbour lease ends in the spring and is then renewed for another year.',
      'The boiler was serviced in March and is to be looked at again.',
      'The attic is dry.',
    ]);
  });

  test('keeps a short line apart from what is indented below it, and a centred title whole', () => {
    const lines = [
      line('Duties of the tenant:', 20),
      line('To keep the garden and to clear the snow from the way', 28, { x: 38 }),
      line('The rules of the house and', 60, { x: 60 }),
      line('of its garden', 68, { x: 80 }),
      line('The rules hold for everybody who lives in the house or comes', 100),
      line('to see somebody.', 108),
    ];
    expect(shown(lines).map(([, text]) => text)).toEqual([
      'Duties of the tenant:',
      'To keep the garden and to clear the snow from the way',
      'The rules of the house and of its garden',
      'The rules hold for everybody who lives in the house or comes to see somebody.',
    ]);
  });

  test('reads columns of text one after the other where every line runs across both', () => {
    const left = [
      'The harbour lease ends in the',
      'month of March and may be re-',
      'newed once for a further',
      'year when both of the parties',
      'agree.',
    ];
    const right = [
      'A boiler was serviced in the',
      'spring by the company which',
      'had built it. No fault was',
      'found, and it may run on until',
      'the autumn.',
    ];
    const lines = left.map((text, at) => line(`${text.padEnd(36)}${right[at]}`, 20 + 8 * at));
    expect(shown([line('HOUSE RULES', 0, { size: 7 }), ...lines])).toEqual([
      ['heading', 'HOUSE RULES'],
      [
        'paragraph',
        'The harbour lease ends in the month of March and may be renewed once for a further year when both of the parties agree.',
      ],
      [
        'paragraph',
        'A boiler was serviced in the spring by the company which had built it. No fault was found, and it may run on until the autumn.',
      ],
    ]);
  });

  test('names the headings above, also those of pages before', () => {
    const trail = new HeadingTrail();
    recognisedBlocks(report, 1, trail);
    expect(recognisedBlocks([line('The patient sleeps well.', 20)], 2, trail)[0]?.headingPath).toEqual(['MEDICAL HISTORY']);
  });

  test('keeps every word with its place in the text, whatever the boxes', () => {
    const word = fc.record({
      text: fc.stringMatching(/^[\p{L}\d.*-]{1,8}$/u),
      x0: fc.nat(400),
      y0: fc.nat(500),
      width: fc.nat(60),
      height: fc.nat(20),
    });
    const lines = fc.array(fc.tuple(fc.array(word, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 3 })), { maxLength: 20 });
    fc.assert(
      fc.property(lines, (lists) => {
        const found = lists.map(([words, paragraph]) => ({
          x0: 0,
          y0: 0,
          x1: 500,
          y1: 20,
          paragraph,
          words: words.map(({ text, x0, y0, width, height }) => ({ text, confidence: 50, x0, y0, x1: x0 + width, y1: y0 + height })),
        }));
        const blocks = recognisedBlocks(found, 1);
        const places = blocks.flatMap(({ words }) => words.map(({ x0, y0 }) => [x0, y0]));
        const given = found.flatMap(({ words }) => words.map(({ x0, y0 }) => [x0, y0]));
        expect(places.toSorted(byPlace)).toEqual(given.toSorted(byPlace));
        for (const { text, words } of blocks) {
          expect(words.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text.replaceAll(/ \| | /g, ''));
        }
      }),
    );
  });
});
