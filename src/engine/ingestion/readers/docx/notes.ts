import { HeadingTrail } from '../heading-trail.ts';
import { BlockFlow } from '../package/block-flow.ts';
import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import { plainContext, type Remark } from './word-context.ts';
import { WordWalk } from './word-walk.ts';

/** Footnotes or endnotes by `<kind>:<id>`, their paragraphs joined; separators left out. */
export async function readNotes(
  zip: BoundedZip,
  part: string | undefined,
  kind: 'footnote' | 'endnote',
  fileName: string,
): Promise<Map<string, string>> {
  const notes = new Map<string, string>();
  await readEach(zip, part, kind, fileName, (attributes, text) => {
    const type = attributes['type'] ?? 'normal';
    if (type === 'normal' && attributes['id'] !== undefined) notes.set(`${kind}:${attributes['id']}`, text);
  });
  return notes;
}

/** Comments by their id. */
export async function readComments(zip: BoundedZip, part: string | undefined, fileName: string): Promise<Map<string, Remark>> {
  const comments = new Map<string, Remark>();
  await readEach(zip, part, 'comment', fileName, ({ id, author }, text) => {
    if (id !== undefined) comments.set(id, { author: (author ?? '').replace(/\s+/g, ' ').trim().slice(0, 100), text });
  });
  return comments;
}

/** The text of a header or footer. */
export async function readMargin(zip: BoundedZip, part: string, fileName: string): Promise<string> {
  const flow = new BlockFlow(new HeadingTrail());
  await readXmlWhole(zip, part, fileName, new WordWalk(flow, plainContext));
  return textOf(flow);
}

async function readEach(
  zip: BoundedZip,
  part: string | undefined,
  kind: string,
  fileName: string,
  found: (attributes: Readonly<Record<string, string>>, text: string) => void,
): Promise<void> {
  if (part === undefined) return;
  const flow = new BlockFlow(new HeadingTrail());
  const walk = new WordWalk(flow, plainContext);
  let current: Readonly<Record<string, string>> = {};
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === kind) current = attributes;
      walk.open(name, attributes);
    },
    close: (name) => {
      walk.close(name);
      if (name === kind) found(current, textOf(flow));
    },
    text: (text) => walk.text(text),
  });
}

function textOf(flow: BlockFlow): string {
  return flow
    .take()
    .map(({ text }) => text)
    .join('\n');
}
