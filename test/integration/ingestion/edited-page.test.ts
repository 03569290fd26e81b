import { afterEach, beforeEach, expect, it } from 'vitest';
import { seededText } from '../../bench/seeded-text.ts';
import { typesetPdf } from '../../fixtures/documents/typeset-pdf.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(async () => {
  await bench.dispose();
});

const PAGES = 300;
const PARAGRAPHS = 5;
const text = seededText(11);

/** For every page its paragraphs, each with words that no other has. */
function writtenPages(): string[][] {
  const paragraph = (page: number, at: number) => {
    const words = text.document(page * PARAGRAPHS + at).replace(/[#*\n]+/g, ' ');
    return `On page ${page + 1}, in its part ${at + 1}: ${words.slice(0, 420).trim()}.`;
  };
  return Array.from({ length: PAGES }, (_, page) => Array.from({ length: PARAGRAPHS }, (__, at) => paragraph(page, at)));
}

const kinds: Record<string, { name: string; most: number; write: (pages: string[][]) => Promise<Uint8Array> | string }> = {
  'Markdown, a heading on each page': {
    name: 'book.md',
    most: 4,
    write: (pages) => pages.map((paragraphs, page) => `## Chapter ${page + 1}\n\n${paragraphs.join('\n\n')}`).join('\n\n'),
  },
  'plain text, no heading anywhere': {
    name: 'book.txt',
    // Without any heading the cuts move on behind a longer page until they fall in step again.
    most: 30,
    write: (pages) => pages.map((paragraphs) => paragraphs.join('\n\n')).join('\n\n'),
  },
  'a typeset PDF': {
    name: 'book.pdf',
    most: 4,
    write: async (pages) => (await typesetPdf(pages.map((paragraphs, page) => ({ heading: `Chapter ${page + 1}`, paragraphs })))).bytes,
  },
};

const edits = ['a sentence is added', 'a paragraph gives way to three'];
const cases = Object.entries(kinds).flatMap(([kind, kindOf]) => edits.map((edit) => ({ kind, edit, ...kindOf })));

it.each(cases)(
  'after an edit of one page of 300, only the chunks around it are embedded again: $kind, $edit',
  async (one) => {
    const { edit, name, write, most } = one;
    const pages = writtenPages();
    bench.put(name, await write(pages), 1_000_000);
    const { model, seen } = letterModel();
    const life = bench.start({ models: modelRegistry(model) });
    const { id } = await life.add();
    await life.idle();
    const chunks = life.document(name).chunkCount;
    expect(seen.flat()).toHaveLength(chunks);
    expect(chunks).toBeGreaterThan(PAGES / 2);

    seen.length = 0;
    const edited = pages[149] as string[];
    const added = text.document(9_999).replace(/[#*\n]+/g, ' ');
    if (edit === 'a sentence is added') edited[2] += ' A sentence that was added to this page later, by another hand.';
    else edited.splice(2, 1, added.slice(0, 700), added.slice(700, 1_500), added.slice(1_500, 1_900));
    bench.put(name, await write(pages), 2_000_000);
    life.ingestion.rescan(id);
    await life.idle();
    const embedded = seen.flat().length;
    expect(embedded).toBeGreaterThan(0);
    expect(embedded).toBeLessThanOrEqual(most);
    expect(life.document(name)).toMatchObject({ state: 'searchable', embeddedChunkCount: life.document(name).chunkCount });
  },
  120_000,
);
