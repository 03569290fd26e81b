import type { BoundedZip } from '../package/bounded-zip.ts';
import { tidyTitle } from '../package/read-title.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { corrupt } from '../read-errors.ts';
import { partOfLink } from './links.ts';

export interface EpubPackage {
  title: string | null;
  /** Parts with the book's text in reading order, each once. */
  spine: string[];
  /** The part with the table of contents of EPUB 3, and of EPUB 2. */
  nav: string | undefined;
  ncx: string | undefined;
}

interface Item {
  part: string;
  mediaType: string;
}

const MAX_SPINE = 20_000;
const textTypes = new Set(['application/xhtml+xml', 'text/html', 'application/xml', 'text/xml', 'text/x-oeb1-document', '']);

/** The package file of a book: what it holds, in which order. Errors: `read-corrupt`. */
export async function readEpubPackage(zip: BoundedZip, fileName: string): Promise<EpubPackage> {
  const opf = await packagePart(zip, fileName);
  const items = new Map<string, Item>();
  const order: string[] = [];
  let title = '';
  let titles = 0;
  let isTitle = false;
  let nav: string | undefined;
  let ncx: string | undefined;
  let tocId: string | undefined;
  await readXmlWhole(zip, opf, fileName, {
    open: (name, attributes) => {
      if (name === 'title') {
        titles += 1;
        isTitle = titles === 1;
      } else if (name === 'item') {
        const item = { part: partOfLink(opf, attributes['href'] ?? ''), mediaType: attributes['media-type'] ?? '' };
        items.set(attributes['id'] ?? '', item);
        if (attributes['properties']?.split(/\s+/).includes('nav')) nav = item.part;
        if (item.mediaType === 'application/x-dtbncx+xml') ncx ??= item.part;
      } else if (name === 'spine') {
        tocId = attributes['toc'];
      } else if (name === 'itemref' && order.length < MAX_SPINE) {
        order.push(attributes['idref'] ?? '');
      }
    },
    text: (text) => {
      if (isTitle && title.length < 1_000) title += text;
    },
    close: () => (isTitle = false),
  });
  const spine = new Set<string>();
  for (const id of order) {
    const item = items.get(id);
    if (item !== undefined && textTypes.has(item.mediaType.toLowerCase()) && zip.has(item.part)) spine.add(item.part);
  }
  if (order.length === 0) {
    // A book that names no order has that of its list.
    for (const { part, mediaType } of items.values())
      if (mediaType === 'application/xhtml+xml' && part !== nav && zip.has(part)) spine.add(part);
  }
  if (spine.size === 0) throw corrupt(fileName, 'it names no chapters that it holds');
  return { title: tidyTitle(title), spine: [...spine], nav, ncx: items.get(tocId ?? '')?.part ?? ncx };
}

/** Named by the container; the only one of its kind where that is missing. */
async function packagePart(zip: BoundedZip, fileName: string): Promise<string> {
  let part: string | undefined;
  await readXmlWhole(zip, 'META-INF/container.xml', fileName, {
    open: (name, attributes) => {
      if (name === 'rootfile' && part === undefined) part = partOfLink('', attributes['full-path'] ?? '');
    },
  });
  if (part === undefined || !zip.has(part)) part = [...zip.parts].find((name) => name.endsWith('.opf'));
  if (part === undefined) throw corrupt(fileName, 'its package file is missing');
  return part;
}
