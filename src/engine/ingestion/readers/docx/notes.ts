import { HeadingTrail } from '../heading-trail.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { WordWalk } from './word-walk.ts';

/** Footnotes or endnotes by `<kind>:<id>`, their paragraphs joined; separators left out. */
export async function readNotes(
  zip: BoundedZip,
  part: string | undefined,
  kind: 'footnote' | 'endnote',
  fileName: string,
): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  if (part === undefined) return notes;
  const walk = new WordWalk(new HeadingTrail(), () => ({ headingLevel: undefined, isList: false, kind: undefined }));
  let id: string | undefined;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === kind) id = attributes['type'] === undefined || attributes['type'] === 'normal' ? attributes['id'] : undefined;
      walk.open(name, attributes);
    },
    close: (name) => {
      walk.close(name);
      if (name !== kind) return;
      const text = walk
        .take()
        .map((each) => each.text)
        .join('\n');
      if (id !== undefined) notes.set(`${kind}:${id}`, text);
    },
    text: (text) => walk.text(text),
  });
  return notes;
}
