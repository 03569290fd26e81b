import { expect, test } from 'vitest';
import { makeDocx, paragraph } from '../fixtures/documents/make-docx.ts';
import { makeEpub } from '../fixtures/documents/make-epub.ts';
import { makeOdf } from '../fixtures/documents/make-odf.ts';
import { makeOdt } from '../fixtures/documents/make-odt.ts';
import { makePdf } from '../fixtures/documents/make-pdf.ts';
import { makePptx, slideShape } from '../fixtures/documents/make-pptx.ts';
import { makeXlsx } from '../fixtures/documents/make-xlsx.ts';
import { makeZip } from '../fixtures/documents/make-zip.ts';
import { pagePicture, pngOf } from '../fixtures/documents/page-picture.ts';
import { addFolder, ask, untilIdle } from './acts.ts';
import { openWindow } from './harness.ts';

/** A kind of document: its file, the animal that only it names, and how the place of what it says about it is called. */
interface Kind {
  file: string;
  animal: string;
  place: RegExp;
  /** The document that is cited, where it is not the file itself. */
  cited?: string;
}

const kinds: readonly Kind[] = [
  { file: 'notes.docx', animal: 'heron', place: /Birds/ },
  { file: 'notes.odt', animal: 'otter', place: /Mammals/ },
  { file: 'book.epub', animal: 'badger', place: /Second chapter|chapter 2/ },
  { file: 'talk.pptx', animal: 'salmon', place: /^slide 2/ },
  { file: 'talk.odp', animal: 'lynx', place: /^slide 1/ },
  { file: 'figures.xlsx', animal: 'walrus', place: /^Stock!A3/ },
  { file: 'figures.ods', animal: 'puffin', place: /^Colony!A2/ },
  { file: 'figures.csv', animal: 'beaver', place: /figures!A3/ },
  { file: 'page.html', animal: 'marten', place: /Forest/ },
  { file: 'notes.md', animal: 'weasel', place: /line/ },
  { file: 'keeper.py', animal: 'ferret', place: /line/ },
  { file: 'data.json', animal: 'stoat', place: /line/ },
  { file: 'film.srt', animal: 'pelican', place: /0:42/ },
  { file: 'letter.eml', animal: 'gannet', place: /message/ },
  { file: 'old.rtf', animal: 'curlew', place: /paragraph|Wader/ },
  { file: 'scan.png', animal: 'cormorant', place: /^page 1/ },
  { file: 'box.zip', animal: 'dipper', place: /^page 1/, cited: 'inside.pdf' },
];

const says = (animal: string): string => `The keeper of the ${animal} is called Solheim.`;
const animalOf = (file: string): string => kinds.find((kind) => kind.file === file)?.animal ?? '';
const filler = (count: number): string[] => Array.from({ length: count }, (_, at) => `Paragraph ${at} tells of weather and tides.`);
const inline = (...cells: string[]): string => cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('');
const pdfSaying = async (text: string): Promise<Buffer> => (await makePdf([{ lines: [{ text, x: 72, y: 700 }] }])).bytes;

async function documents(): Promise<Record<string, string | Buffer>> {
  const said = (file: string): string => says(animalOf(file));
  const picture = await pagePicture([{ text: said('scan.png'), x: 20, y: 60, size: 14 }], { width: 420, height: 100 });
  return {
    'notes.docx': makeDocx({
      body: [paragraph('Birds', 'Heading1'), ...filler(60).map((text) => paragraph(text)), paragraph(said('notes.docx'))].join(''),
    }),
    'notes.odt': makeOdt({ body: `<text:h text:outline-level="1">Mammals</text:h><text:p>${said('notes.odt')}</text:p>` }),
    'book.epub': makeEpub({
      title: 'Book',
      pages: { 'a.xhtml': '<h1>First chapter</h1><p>Nothing here.</p>', 'b.xhtml': `<h1>Second chapter</h1><p>${said('book.epub')}</p>` },
    }),
    'talk.pptx': makePptx({
      slides: [
        { shapes: slideShape('Welcome', { placeholder: 'type="title"' }) },
        { shapes: slideShape('Rivers', { placeholder: 'type="title"' }) + slideShape(said('talk.pptx')) },
      ],
    }),
    'talk.odp': makeOdf('presentation', {
      body: `<draw:page draw:name="One"><draw:frame><draw:text-box><text:p>${said('talk.odp')}</text:p></draw:text-box></draw:frame></draw:page>`,
    }),
    'figures.xlsx': makeXlsx({
      sheets: [
        {
          name: 'Stock',
          rows: `<row r="1">${inline('Animal', 'Count')}</row><row r="2">${inline('seal', 'four')}</row><row r="3">${inline(said('figures.xlsx'), 'nine')}</row>`,
        },
      ],
    }),
    'figures.ods': makeOdf('spreadsheet', {
      body:
        '<table:table table:name="Colony"><table:table-row><table:table-cell office:value-type="string"><text:p>Animal</text:p></table:table-cell></table:table-row>' +
        `<table:table-row><table:table-cell office:value-type="string"><text:p>${said('figures.ods')}</text:p></table:table-cell></table:table-row></table:table>`,
    }),
    'figures.csv': `Animal,Count\nseal,4\n${said('figures.csv')},9\n`,
    'page.html': `<!doctype html><title>Page</title><h1>Forest</h1>${filler(40)
      .map((text) => `<p>${text}</p>`)
      .join('')}<p>${said('page.html')}</p>`,
    'notes.md': `# Notes\n\n${filler(80).join('\n\n')}\n\n${said('notes.md')}\n`,
    'keeper.py': `def weather():\n    return "rain"\n\ndef keeper():\n    """${said('keeper.py')}"""\n    return "Solheim"\n`,
    'data.json': `{\n  "zoo": {\n    "note": "${said('data.json')}"\n  }\n}\n`,
    'film.srt': `1\n00:00:01,000 --> 00:00:03,000\nGood morning.\n\n2\n00:00:42,000 --> 00:00:44,000\n${said('film.srt')}\n`,
    'letter.eml': `From: Ada <ada@example.org>\r\nTo: Bo <bo@example.org>\r\nSubject: Keepers\r\nDate: Mon, 5 Feb 2024 10:00:00 +0000\r\nContent-Type: text/plain\r\n\r\n${said('letter.eml')}\r\n`,
    'old.rtf': `{\\rtf1\\ansi Wader\\par ${said('old.rtf')}\\par}`,
    'scan.png': pngOf(picture),
    'box.zip': makeZip([{ name: 'folder/inside.pdf', content: await pdfSaying(said('box.zip')) }]),
  };
}

test('a citation opens every kind of document at its place, with the words marked', async () => {
  await using window = await openWindow();
  const { page } = window;
  for (const [name, content] of Object.entries(await documents())) window.put(name, content);
  await addFolder(window, window.folder);
  await untilIdle(page);
  const recognised = page.locator('[data-testid="document-row"][data-state="searchable"]').filter({ hasText: 'scan.png' });
  await recognised.waitFor({ timeout: 60_000 });

  for (const { file, animal, place, cited = file } of kinds) {
    await page.getByTestId('nav-ask').click();
    await ask(page, `Who is the keeper of the ${animal}?`);
    const answer = page.getByTestId('answer').last();
    expect(await answer.getByTestId('answer-text').textContent(), file).toContain(animal);
    await answer.getByTestId('citation-mark').first().click();
    await expect.poll(() => page.getByTestId('source-file-name').textContent(), { message: file }).toBe(cited);
    expect(await page.getByTestId('source-place').textContent(), file).toMatch(place);
    const mark = page.getByTestId('source-pane').getByTestId('highlight').first();
    await mark.waitFor({ timeout: 15_000 });
    await expect
      .poll(
        async () => {
          const [box, pane] = [await mark.boundingBox(), await page.getByTestId('source-pane').boundingBox()];
          return box && pane ? box.y >= pane.y && box.y + box.height <= pane.y + pane.height + 1 : false;
        },
        { message: `${file}: the mark is in sight`, timeout: 10_000 },
      )
      .toBe(true);
  }
  expect(window.complaints).toEqual([]);
});
