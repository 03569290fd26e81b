import { Parser } from 'htmlparser2';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import type { EpubPackage } from './epub-package.ts';
import { hasFragment, partOfLink } from './links.ts';

/** A line of a book's table of contents. */
export interface ContentsEntry {
  title: string;
  part: string;
  /** It means a place inside its part, not the part as a whole. */
  isInside: boolean;
  /** From 1. */
  depth: number;
}

const MAX_ENTRIES = 20_000;
const MAX_TITLE_CHARS = 300;
const MAX_NAV_BYTES = 8 * 1024 * 1024;

/** The table of contents, flat, in its order; of EPUB 3 where there is one, else of EPUB 2. */
export async function readContents(zip: BoundedZip, book: EpubPackage, fileName: string): Promise<ContentsEntry[]> {
  const entries = book.nav !== undefined && zip.has(book.nav) ? await readNav(zip, book.nav) : [];
  return entries.length > 0 || book.ncx === undefined ? entries : await readNcx(zip, book.ncx, fileName);
}

async function readNcx(zip: BoundedZip, part: string, fileName: string): Promise<ContentsEntry[]> {
  const entries: ContentsEntry[] = [];
  let depth = 0;
  let title = '';
  let isLabel = false;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === 'navPoint') {
        depth += 1;
        title = '';
      } else if (name === 'navLabel') {
        isLabel = depth > 0;
        title = '';
      } else if (name === 'content' && depth > 0) {
        addEntry(entries, part, attributes['src'] ?? '', title, depth);
      }
    },
    text: (text) => {
      if (isLabel && title.length < MAX_TITLE_CHARS) title += text;
    },
    close: (name) => {
      if (name === 'navPoint') depth -= 1;
      else if (name === 'navLabel') isLabel = false;
    },
  });
  return entries;
}

/** The `nav` of type “toc”; it is XHTML, so it is read as a web page is. */
async function readNav(zip: BoundedZip, part: string): Promise<ContentsEntry[]> {
  const entries: ContentsEntry[] = [];
  let isToc = false;
  let depth = 0;
  let href: string | undefined;
  let title = '';
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        if (name === 'nav') isToc = attributes['epub:type'] === undefined || /\btoc\b/.test(attributes['epub:type']);
        else if (!isToc) return;
        else if (name === 'ol') depth += 1;
        else if (name === 'a') [href, title] = [attributes['href'] ?? '', ''];
      },
      ontext: (text) => {
        if (href !== undefined && title.length < MAX_TITLE_CHARS) title += text;
      },
      onclosetag: (name) => {
        if (name === 'nav') isToc = false;
        else if (name === 'ol' && isToc) depth -= 1;
        else if (name === 'a' && href !== undefined) {
          addEntry(entries, part, href, title, Math.max(depth, 1));
          href = undefined;
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  const decoder = new TextDecoder();
  let bytes = 0;
  for await (const chunk of zip.inflate(part)) {
    bytes += chunk.length;
    if (bytes > MAX_NAV_BYTES) break;
    parser.write(decoder.decode(chunk, { stream: true }));
  }
  parser.end();
  return entries;
}

function addEntry(entries: ContentsEntry[], source: string, href: string, label: string, depth: number): void {
  const title = label.replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS).toWellFormed();
  if (title === '' || entries.length >= MAX_ENTRIES || /^[a-z][\w+.-]*:/i.test(href)) return;
  entries.push({ title, part: partOfLink(source, href).toLowerCase(), isInside: hasFragment(href), depth });
}
