import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFile } from '../../../src/engine/ingestion/readers/read-file.ts';
import { collectReading } from '../../fixtures/documents/collect-reading.ts';

/* Real scans and pictures, with phrases and their pages. FOOTNOTE_CORPUS names the folder; see `corpus.test.ts`. */
interface Scan {
  file: string;
  needs_ocr?: boolean;
  pages?: number;
  phrases: { text: string; page?: number }[];
}

const corpus = process.env['FOOTNOTE_CORPUS'];
const manifest = corpus === undefined ? undefined : join(corpus, 'manifest.json');
const scans =
  manifest !== undefined && existsSync(manifest)
    ? (JSON.parse(readFileSync(manifest, 'utf8')) as { files: Scan[] }).files.filter((file) => file.needs_ocr)
    : [];
const plain = (text: string): string => text.normalize('NFKC').replace(/\s+/g, ' ').trim();

describe.skipIf(scans.length === 0)('the scans of the corpus named by FOOTNOTE_CORPUS', () => {
  test.each(scans)('$file: is recognised, every phrase on its page', async ({ file, pages, phrases }) => {
    const ocr = { languages: ['eng'], languagesDir: '/nowhere' };
    const reading = await collectReading(readFile({ path: join(corpus ?? '', 'files', file), formatHint: null, ocr }));
    if (pages !== undefined) expect(reading.pages).toHaveLength(pages);
    expect(reading.pages.every(({ textSource }) => textSource !== 'none')).toBe(true);
    for (const { text, page } of phrases) {
      const here = reading.blocks.filter((block) => page === undefined || block.page === page);
      expect(plain(here.map((block) => block.text).join(' '))).toContain(plain(text));
    }
  });
});
