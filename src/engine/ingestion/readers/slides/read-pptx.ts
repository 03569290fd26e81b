import { BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import type { Piece } from '../package/block-flow.ts';
import { BoundedZip } from '../package/bounded-zip.ts';
import { isChartLink, readChart } from '../package/chart-text.ts';
import { readDiagram } from '../package/diagram-text.ts';
import { readTitle } from '../package/read-title.ts';
import { readXml, readXmlWhole } from '../package/read-xml.ts';
import { relationshipId } from '../package/relationship-id.ts';
import { readRelationships, type Relationship } from '../package/relationships.ts';
import { corrupt } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { readerLimits } from '../reader-limits.ts';
import { Layouts, type PlaceOf } from './layouts.ts';
import { readCommentAuthors, readSlideComments } from './pptx-comments.ts';
import { type PptxShape, PptxWalk } from './pptx-walk.ts';
import type { SlideContent } from './shape.ts';
import { slideBlocks } from './slide-blocks.ts';

/** Placeholders of what is the same on every slide. */
const furniture = new Set(['dt', 'ftr', 'hdr', 'sldNum', 'sldImg']);

/** PowerPoint presentations, slide by slide in the order they are shown in, notes after each. Nothing embedded or linked is opened. */
export const pptxReader: FormatReader = {
  ...readerIdentities.pptx,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    const zip = await BoundedZip.open(await file.bytes(signal), file.name);
    try {
      const root = await readRelationships(zip, '', file.name);
      const presentation = root.find(({ type }) => type === 'officeDocument')?.part ?? 'ppt/presentation.xml';
      if (!zip.has(presentation)) throw corrupt(file.name, 'it is packed like a presentation, but holds none');
      const links = (await readRelationships(zip, presentation, file.name)).filter(({ part }) => zip.has(part));
      const title = await readTitle(zip, 'docProps/core.xml', file.name);
      yield { type: 'begin', format: 'pptx', reader: this.reader, readerVersion: this.version, title, pageCount: null };

      const authorParts = links.filter(({ type }) => type === 'commentAuthors' || type === 'authors').map(({ part }) => part);
      const package_: Package = {
        zip,
        fileName: file.name,
        signal,
        layouts: new Layouts(zip, file.name),
        authors: await readCommentAuthors(zip, authorParts, file.name),
      };
      const batch = new BlockBatch();
      const slides = await slideParts(zip, presentation, links, file.name);
      for (const [index, part] of slides.slice(0, readerLimits.pages).entries()) {
        if (part === undefined) continue;
        const { isCut, ...content } = await readSlide(part, package_);
        batch.add(...slideBlocks(index + 1, content));
        if (isCut) yield { type: 'warning', message: `Only the first part of slide ${index + 1} was read: it holds too much text.` };
        if (batch.isFull) yield* batch.take();
      }
      yield* batch.take();
      if (slides.length > readerLimits.pages) {
        yield { type: 'warning', message: `Only the first ${readerLimits.pages.toLocaleString('en')} slides were read.` };
      }
    } finally {
      zip.close();
    }
  },
};

/** What all slides of a presentation share. */
interface Package {
  zip: BoundedZip;
  fileName: string;
  signal: AbortSignal | undefined;
  layouts: Layouts;
  authors: ReadonlyMap<string, string>;
}

/** Parts of the slides in their order; undefined for one that is missing, so that the others keep their numbers. */
async function slideParts(
  zip: BoundedZip,
  presentation: string,
  links: readonly Relationship[],
  fileName: string,
): Promise<(string | undefined)[]> {
  const partOf = new Map(links.map(({ id, part }) => [id, part]));
  const slides: (string | undefined)[] = [];
  await readXmlWhole(zip, presentation, fileName, {
    open: (name, _, written) => {
      const id = name === 'sldId' ? relationshipId(written) : undefined;
      if (id !== undefined) slides.push(partOf.get(id));
    },
  });
  return slides;
}

async function readSlide(part: string, { zip, fileName, signal, layouts, authors }: Package): Promise<SlideContent & { isCut: boolean }> {
  const walk = new PptxWalk();
  for await (const _ of readXml(zip, part, fileName, walk)) signal?.throwIfAborted();
  const links = (await readRelationships(zip, part, fileName)).filter((link) => zip.has(link.part));
  const linked = (type: string): Relationship[] => links.filter((link) => link.type === type);
  const placeOf = await layouts.places(linked('slideLayout')[0]?.part);
  const drawn = new Map<string, Piece[]>();
  for (const chart of links.filter(isChartLink)) drawn.set(chart.id, await readChart(zip, chart.part, fileName));
  for (const diagram of linked('diagramData')) drawn.set(diagram.id, await readDiagram(zip, diagram.part, fileName));
  const comments: string[] = [];
  for (const link of linked('comments')) comments.push(...(await readSlideComments(zip, link.part, authors, fileName)));
  const notes: Piece[] = [];
  for (const link of linked('notesSlide')) notes.push(...(await readNotes(zip, link.part, fileName)));
  return { shapes: finished(walk.shapes, placeOf, drawn), notes, comments, isHidden: walk.isHidden, isCut: walk.isCut };
}

/** Without what is the same on every slide; placed, and with what charts and diagrams say. */
function finished(shapes: readonly PptxShape[], placeOf: PlaceOf, drawn: ReadonlyMap<string, Piece[]>): PptxShape[] {
  return shapes
    .filter(({ placeholder }) => placeholder === undefined || !furniture.has(placeholder.type))
    .map((shape) => ({
      ...shape,
      box: shape.box ?? (shape.placeholder === undefined ? undefined : placeOf(shape.placeholder)),
      pieces: [...shape.pieces, ...(shape.linkId === undefined ? [] : (drawn.get(shape.linkId) ?? []))],
      children: finished(shape.children, placeOf, drawn),
    }));
}

async function readNotes(zip: BoundedZip, part: string, fileName: string): Promise<Piece[]> {
  const walk = new PptxWalk();
  await readXmlWhole(zip, part, fileName, walk);
  return walk.shapes
    .filter(({ placeholder }) => placeholder === undefined || !furniture.has(placeholder.type))
    .flatMap(({ pieces }) =>
      pieces.map(({ kind, text }): Piece => ({ kind: kind === 'list-item' ? 'paragraph' : kind, level: null, text })),
    );
}
