import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** In the built application the window's copy, which lies beside the processes' files; pdf.js itself is bundled then. */
const built = new URL('../renderer/pdfjs/', import.meta.url);

/** Where pdf.js keeps its character maps and stand-in fonts, as it wants to be told: with a separator at the end. */
export function pdfjsFolder(name: 'cmaps' | 'standard_fonts'): string {
  if (existsSync(built)) return fileURLToPath(new URL(`${name}/`, built));
  return join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), name) + sep;
}
