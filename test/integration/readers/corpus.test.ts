import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFile } from '../../../src/engine/ingestion/readers/read-file.ts';
import { collectReading, type Reading } from '../../fixtures/documents/collect-reading.ts';

/*
 * Real documents with phrases that several engines agree on, each with its page. The corpus is no part of the
 * repository: FOOTNOTE_CORPUS names the folder that holds `manifest.json` and `files/`.
 */
interface ManifestFile {
  file: string;
  kind: string;
  sha256: string;
  expect?: string;
  needs_ocr?: boolean;
  without_password?: string;
  outline?: string[];
  headings?: string[];
  pages?: number;
  /** What `page` counts: pages or slides. */
  unit?: string;
  phrases: Phrase[];
}

interface Phrase {
  text: string;
  page?: number;
  slide?: number;
  sheet?: string;
  cell?: string;
}

const corpus = process.env['FOOTNOTE_CORPUS'];
const manifestPath = corpus === undefined ? undefined : join(corpus, 'manifest.json');
const files: ManifestFile[] =
  manifestPath !== undefined && existsSync(manifestPath)
    ? (JSON.parse(readFileSync(manifestPath, 'utf8')) as { files: ManifestFile[] }).files
    : [];

const supported = (file: ManifestFile): boolean => /\.(?:pdf|docx|epub|odt|odp|ods|pptx|xls[xm]|html|md|csv|eml|msg)$/.test(file.file);
const isText = (file: ManifestFile): boolean => supported(file) && file.expect === 'text' && !file.needs_ocr && !file.without_password;

async function readingOf(file: ManifestFile): Promise<Reading> {
  return await collectReading(readFile({ path: join(corpus ?? '', 'files', file.file), formatHint: null }));
}

/** Compared as the manifest says: NFKC, without invisible marks, white space collapsed (dropped beside CJK); cell divisions are ours. */
function comparable(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/ \| |[;"]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(
      /(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]) | (?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])/gu,
      '',
    )
    .trim();
}

/** What stands at the place that the manifest names for a phrase: a page, a slide, a cell, or the document. */
function textAt(blocks: Reading['blocks'], file: ManifestFile, { page, slide, sheet, cell }: Phrase): string {
  if (cell !== undefined) {
    const [, letters = '', row] = /^([A-Z]+)(\d+)$/.exec(cell) ?? [];
    const column = Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
    return blocks
      .flatMap(({ kind, locator, text }) => {
        const isRow = kind === 'table-row' && locator?.kind === 'cells' && locator.sheet === sheet && locator.row === Number(row);
        return isRow ? locator.cells.filter((each) => each.column === column).map(({ start, end }) => text.slice(start, end)) : [];
      })
      .join('\n');
  }
  const wantedSlide = slide ?? (file.unit === 'slide' ? page : undefined);
  return blocks
    .filter((block) => {
      if (wantedSlide !== undefined) return block.locator?.kind === 'slide' && block.locator.slide === wantedSlide;
      return page === undefined || block.page === page;
    })
    .map(({ text }) => text)
    .join('\n');
}

describe.skipIf(files.length === 0)('the corpus named by FOOTNOTE_CORPUS', () => {
  test.each(files.filter(isText))('$file: every phrase stands on its page', async (file) => {
    const { blocks, end, pages } = await readingOf(file);
    expect(end.sha256).toBe(file.sha256);
    if (file.pages !== undefined && file.unit !== 'slide') expect(pages).toHaveLength(file.pages);
    for (const phrase of file.phrases) expect(comparable(textAt(blocks, file, phrase))).toContain(comparable(phrase.text));
    const headings = blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text.replace(/^[\d.]+\s+/, ''));
    for (const title of [...(file.outline ?? []), ...(file.headings ?? [])]) expect(headings).toContain(title);
  });

  test.each(files.filter((file) => supported(file) && !isText(file)))('$file: fails with a plain word', async (file) => {
    const codes = file.without_password ? ['read-encrypted'] : file.needs_ocr ? ['read-no-text'] : ['read-corrupt', 'read-no-text'];
    await expect(readingOf(file)).rejects.toMatchObject({ code: expect.toSatisfy((code: string) => codes.includes(code)) });
  });

  test.each(files.filter((file) => !supported(file)))('$file: is named for what it is', async (file) => {
    await expect(readingOf(file)).rejects.toMatchObject({ code: 'read-unsupported', details: { reason: expect.stringMatching(/^an? /) } });
  });
});
