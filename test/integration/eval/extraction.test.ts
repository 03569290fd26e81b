import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { comparableText, occurrences } from '../../eval/comparable-text.ts';
import { makeXlsx } from '../../fixtures/documents/make-xlsx.ts';
import { scratchFolder } from '../../fixtures/documents/scratch-folder.ts';
import { typesetPdf } from '../../fixtures/documents/typeset-pdf.ts';

const script = resolve(import.meta.dirname, '../../eval/extraction.ts');

async function evaluate(corpus: string): Promise<{ code: number | null; report: Record<string, unknown> }> {
  const child = spawn(process.execPath, [script, '--corpus', corpus, '--json', '--no-cost'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  return { report: JSON.parse(await text(child.stdout)) as Record<string, unknown>, code: await ended };
}

test('the evaluation finds what is there at its place, and misses what is elsewhere, absent, or should have failed', async () => {
  using folder = scratchFolder();
  const leaves = ['The rent is 900 euro.', 'The term is two years.'].map((words, at) => ({
    heading: `Part ${at + 1}`,
    paragraphs: [words],
  }));
  const cell = (words: string): string => `<c t="inlineStr"><is><t>${words}</t></is></c>`;
  folder.put('files/lease.pdf', (await typesetPdf(leaves)).bytes);
  folder.put('files/stock.xlsx', makeXlsx({ sheets: [{ name: 'Stock', rows: `<row r="1">${cell('Name')}${cell('Count')}</row>` }] }));
  folder.put('files/broken.pdf', '%PDF-1.7 nothing of a PDF');
  folder.put('files/sound.txt', 'A sound file.\n');
  const files = [
    {
      file: 'lease.pdf',
      kind: 'pdf',
      phrases: [
        { text: 'rent is 900 euro', page: 1 },
        { text: 'term is two years', page: 1 },
        { text: 'nothing of the kind', page: 2 },
      ],
    },
    {
      file: 'stock.xlsx',
      kind: 'xlsx',
      phrases: [
        { text: 'Count', sheet: 'Stock', cell: 'B1' },
        { text: 'Name', sheet: 'Stock', cell: 'B1' },
      ],
    },
    { file: 'broken.pdf', kind: 'pdf', expect: 'no-text-or-fail' },
    { file: 'sound.txt', kind: 'text', expect: 'no-text-or-fail' },
  ];
  folder.put('manifest.json', JSON.stringify({ files }));
  const { report, code } = await evaluate(folder.path);
  expect(code).toBe(1);
  expect(report).toMatchObject({ phrasesFound: 2, phrasesTotal: 5, mustFailOk: 1, mustFailTotal: 2, hangs: 0, crashes: 0, chunksWrong: 0 });
  expect(report['chunksChecked']).toBeGreaterThan(2);
  expect(report['misses']).toMatchObject([
    { wanted: 'term is two years', place: 'page 1', foundAt: ['page 2'] },
    { wanted: 'nothing of the kind', place: 'page 2', foundAt: [] },
    { wanted: 'Name', place: 'Stock!B1', foundAt: ['Stock!A1'] },
  ]);
});

test('texts are compared as the manifest says, and what is found leads back to where it stands', () => {
  const original = 'Die ﬁnale Über\u00adgabe  \n der 契 約 | 900';
  const comparable = comparableText(original);
  expect(comparable.text).toBe('Die finale Übergabe der契約900');
  const [found] = occurrences(comparable, 'finale Übergabe');
  expect(original.slice(found?.start, found?.end)).toBe('ﬁnale Über\u00adgabe');
  expect([...occurrences(comparable, 'Vertrag')]).toEqual([]);
});
