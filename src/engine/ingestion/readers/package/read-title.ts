import type { BoundedZip } from './bounded-zip.ts';
import { readXmlWhole } from './read-xml.ts';

const MAX_TITLE_CHARS = 300;

/** The title in the part that holds a document's properties (`dc:title`); null when it has none. */
export async function readTitle(zip: BoundedZip, part: string, fileName: string): Promise<string | null> {
  let title = '';
  let inTitle = false;
  await readXmlWhole(zip, part, fileName, {
    open: (name) => (inTitle = name === 'title'),
    close: () => (inTitle = false),
    text: (text) => {
      if (inTitle && title.length < MAX_TITLE_CHARS) title += text;
    },
  });
  return tidyTitle(title);
}

/** One line of a sensible length; null for nothing. */
export function tidyTitle(text: string): string | null {
  const tidy = text.replace(/\s+/g, ' ').trim().slice(0, MAX_TITLE_CHARS).toWellFormed();
  return tidy === '' ? null : tidy;
}
