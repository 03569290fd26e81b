import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, sep } from 'node:path';

/**
 * Where the character maps and stand-in fonts of pdf.js are, as it wants to be told: with a separator at the end.
 * Built, they lie with the window's files, which need them as well; from the sources, in the package.
 */
export function pdfjsFolder(name: 'cmaps' | 'standard_fonts'): string {
  const built = join(import.meta.dirname, '..', 'renderer', 'pdfjs', name);
  if (existsSync(built)) return built + sep;
  return join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), name) + sep;
}
