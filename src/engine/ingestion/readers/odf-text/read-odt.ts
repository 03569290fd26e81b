import { block, BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { BlockFlow } from '../package/block-flow.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { readOptional } from '../package/read-optional.ts';
import { readTitle, tidyTitle } from '../package/read-title.ts';
import { readXml, readXmlBytes, readXmlWhole, type XmlHandler } from '../package/read-xml.ts';
import { streamBlocks } from '../package/stream-blocks.ts';
import { corrupt, encrypted } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readOdfObjects } from './odf-objects.ts';
import { OdfStyles } from './odf-styles.ts';
import { OdfWalk } from './odf-walk.ts';

/**
 * OpenDocument texts, as packages and as one flat XML file: the body in its order. Headers and footers repeat on
 * every page and are left out, except where nothing else has any text.
 */
export const odtReader: FormatReader = {
  ...readerIdentities.odt,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const begin = { type: 'begin', format: 'odt', reader: this.reader, readerVersion: this.version, pageCount: null } as const;
    if (file.head[0] !== 0x50) {
      yield { ...begin, title: flatTitle(file.head) };
      yield* readFlat(file, signal);
      return;
    }
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      if (await isEncrypted(zip, file.name)) throw encrypted(file.name);
      if (!zip.has('content.xml')) throw corrupt(file.name, 'its content is missing');
      yield { ...begin, title: await readOptional(() => readTitle(zip, 'meta.xml', file.name), null, 'Its title', []) };
      yield* readPackage(zip, file.name, signal);
    } finally {
      zip.close();
    }
  },
};

async function* readPackage(zip: BoundedZip, fileName: string, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
  const styles = new OdfStyles();
  const warnings: string[] = [];
  await readOptional(() => readXmlWhole(zip, 'styles.xml', fileName, styles), undefined, 'Its styles', warnings);
  const objects = await readOptional(() => readOdfObjects(zip, fileName), new Map(), 'Its formulas and charts', warnings);
  for (const message of warnings) yield { type: 'warning', message };
  const flow = new BlockFlow(new HeadingTrail());
  const walk = new OdfWalk(flow, styles, objects);
  const parts = streamBlocks(readXml(zip, 'content.xml', fileName, both(styles, walk)), flow, signal);
  let isEmpty = true;
  for await (const part of parts) {
    isEmpty = false;
    yield part;
  }
  if (isEmpty) yield* marginsOf(zip, styles, fileName);
}

async function* readFlat(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
  const styles = new OdfStyles();
  const flow = new BlockFlow(new HeadingTrail());
  const walk = new OdfWalk(flow, styles, new Map());
  yield* streamBlocks(readXmlBytes(file.chunks(signal), 'its XML', file.name, both(styles, walk)), flow, signal);
}

/** Headers and footers stand among the styles. */
async function* marginsOf(zip: BoundedZip, styles: OdfStyles, fileName: string): AsyncGenerator<FormatPart> {
  const flow = new BlockFlow(new HeadingTrail());
  await readXmlWhole(zip, 'styles.xml', fileName, new OdfWalk(flow, styles, new Map(), 'master-styles'));
  const texts = new Set(flow.take().map(({ text }) => text));
  const batch = new BlockBatch();
  batch.add(...[...texts].map((text) => block({ kind: 'paragraph', text })));
  yield* batch.take();
}

function both(styles: OdfStyles, walk: OdfWalk): XmlHandler {
  return {
    open: (name, attributes) => {
      styles.open(name, attributes);
      walk.open(name, attributes);
    },
    close: (name) => {
      styles.close(name);
      walk.close(name);
    },
    text: (text) => walk.text(text),
  };
}

async function isEncrypted(zip: BoundedZip, fileName: string): Promise<boolean> {
  let found = false;
  await readXmlWhole(zip, 'META-INF/manifest.xml', fileName, { open: (name) => (found ||= name === 'encryption-data') });
  return found;
}

/** From the start of the file; it must be known before the rest is read. */
function flatTitle(head: Buffer): string | null {
  const title = /<dc:title>([^<&]{1,1000})<\/dc:title>/.exec(head.toString('utf8'))?.[1];
  return title === undefined ? null : tidyTitle(title);
}
