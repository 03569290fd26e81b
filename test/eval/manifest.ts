import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const phraseSchema = z.object({
  text: z.string(),
  page: z.number().optional(),
  slide: z.number().optional(),
  sheet: z.string().optional(),
  cell: z.string().optional(),
});
export type Phrase = z.infer<typeof phraseSchema>;

const corpusFileSchema = z.object({
  file: z.string(),
  kind: z.string(),
  /** `text`: phrases are to be found · anything else: it must fail, or have no text, with a typed outcome. */
  expect: z.string().default('text'),
  pages: z.number().optional(),
  unit: z.string().optional(),
  needs_ocr: z.boolean().default(false),
  password: z.string().optional(),
  without_password: z.string().optional(),
  headings: z.array(z.string()).default([]),
  outline: z.array(z.string()).default([]),
  phrases: z.array(phraseSchema).default([]),
});
export type CorpusFile = z.infer<typeof corpusFileSchema>;

const manifestSchema = z.object({
  limits: z.object({ seconds_per_file: z.number(), rss_mb: z.number() }).default({ seconds_per_file: 30, rss_mb: 1024 }),
  files: z.array(corpusFileSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads DIR/manifest.json. Fails with words when the folder is not in the form of a corpus. */
export function readManifest(corpusDir: string): Manifest {
  return manifestSchema.parse(JSON.parse(readFileSync(join(corpusDir, 'manifest.json'), 'utf8')));
}

/** The place a phrase is to be found at, in words that equal {@link placeKeys}; null for anywhere in the document. */
export function expectedPlace({ page, slide, sheet, cell }: Phrase, { unit }: CorpusFile): string | null {
  if (sheet !== undefined && cell !== undefined) return `${sheet}!${cell}`;
  if (sheet !== undefined) return `sheet ${sheet}`;
  if (slide !== undefined) return `slide ${slide}`;
  if (page !== undefined) return unit === 'slide' ? `slide ${page}` : `page ${page}`;
  return null;
}
