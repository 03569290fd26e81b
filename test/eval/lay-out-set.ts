import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { EvaluationSet } from './evaluation-set.ts';

/** A set as files of a folder, as a person would have them, and the library that is to hold them. */
export interface LaidOutSet {
  filesDir: string;
  libraryDir: string;
  /** True where an earlier run left the same files and their library. */
  isKept: boolean;
  /** The set's id of the document at this path below `filesDir`. */
  idOf(relativePath: string): string | undefined;
  /** Of the texts and titles, or of the files. */
  sizeBytes: number;
}

/** The sources that decide what a library holds: a kept one made by others of them is made anew. */
const decisive = [
  'engine/store/migrations',
  'engine/store/searchable-text.ts',
  'engine/ingestion/chunking',
  'shared/domain/embedding-prompt.ts',
];

/**
 * Writes a set's documents below `dir`, unless the same ones lie there already with a library made by the same code.
 * Ids are any strings, so files are named by their number.
 */
export function layOutSet(set: EvaluationSet, dir: string): LaidOutSet {
  const [filesDir, libraryDir, markPath] = [join(dir, 'files'), join(dir, 'library'), join(dir, markName)];
  const isKept = existsSync(markPath) && readFileSync(markPath, 'utf8') === markOf(set);
  const ids = new Map<string, string>();
  let sizeBytes = 0;
  if (!isKept) for (const path of [filesDir, libraryDir, markPath]) rmSync(path, { recursive: true, force: true });
  mkdirSync(filesDir, { recursive: true });
  set.documents.forEach((document, index) => {
    const name = 'path' in document ? basename(document.path) : `${index + 1}.html`;
    ids.set(name, document.id);
    if ('path' in document) {
      sizeBytes += statSync(document.path).size;
      if (!isKept) copyFileSync(document.path, join(filesDir, name));
    } else {
      sizeBytes += Buffer.byteLength(document.title) + Buffer.byteLength(document.text);
      if (!isKept) writeFileSync(join(filesDir, name), webPage(document.title, document.text));
    }
  });
  return { filesDir, libraryDir, isKept, idOf: (path) => ids.get(path), sizeBytes };
}

/** To be called once the library holds everything, so that a run cut short is not taken for a whole one. */
export function markAsKept(set: EvaluationSet, dir: string): void {
  writeFileSync(join(dir, markName), markOf(set));
}

const markName = 'made-of.json';

function markOf(set: EvaluationSet): string {
  const isOfFiles = set.documents.some((document) => 'path' in document);
  return JSON.stringify({ set: set.contents, sources: hashOfSources(`engine/ingestion/readers/${isOfFiles ? 'pdf' : 'html'}`) });
}

/** A web page has a title of its own and shows a text as it is, line breaks included; in plain text a title would be text. */
function webPage(title: string, text: string): string {
  const paragraphs = text
    .replaceAll(/\r\n?/g, '\n')
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => `<p>${escaped(paragraph).replaceAll('\n', '<br>')}</p>`);
  const head = `<!doctype html><meta charset="utf-8">${title.trim() === '' ? '' : `<title>${escaped(title)}</title>`}`;
  return [head, ...paragraphs, ''].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function hashOfSources(reader: string): string {
  const root = resolve(import.meta.dirname, '../../src');
  const hash = createHash('sha256');
  for (const name of [...decisive, reader]) {
    const path = join(root, name);
    const files = statSync(path).isFile()
      ? [path]
      : readdirSync(path, { recursive: true, encoding: 'utf8' }).map((file) => join(path, file));
    for (const file of files.toSorted()) if (statSync(file).isFile()) hash.update(file.slice(root.length)).update(readFileSync(file));
  }
  return hash.digest('hex');
}
