import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/** Where pdf.js keeps its character maps and stand-in fonts, as it wants to be told: with a separator at the end. */
export function pdfjsFolder(name: 'cmaps' | 'standard_fonts'): string {
  return join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), name) + sep;
}
