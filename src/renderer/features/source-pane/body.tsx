import { useEffect, useMemo, useState } from 'react';
import type { DocumentFormat } from '../../../shared/domain/document.ts';
import type { Place, Span } from '../../../shared/domain/place.ts';
import type { OpenSource } from '../../state/reading.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { ImageViewer } from './image-viewer.tsx';
import { PdfViewer } from './pdf-viewer.tsx';
import { SheetViewer } from './sheet/sheet-viewer.tsx';
import { TextViewer } from './text-viewer.tsx';
import { type OpenDocument, usePlaces } from './use-open-document.ts';
import { useOriginal } from './use-original.ts';
import { usePdf } from './use-pdf.ts';
import { usePicture } from './use-picture.ts';

export interface BodyProps {
  readonly opened: OpenDocument;
  /** What is to be marked; null where its words are no longer there. */
  readonly span: Span | null;
  readonly source: OpenSource;
}

/** Formats that are shown as sheets: their blocks are rows of cells. Those of old Excel files are tables of text. */
export const sheetFormats: readonly (DocumentFormat | null)[] = ['xlsx', 'ods', 'csv'];

export function Opening() {
  return (
    <div className="source-loading">
      <Skeleton lines={[50, 92, 96, 88, 94, 60]} label="Opening the document" />
    </div>
  );
}

interface TextBodyProps extends BodyProps {
  /** What kept the pages from being shown; null where the text is what is shown. */
  readonly failure: unknown;
  readonly problem: (error: unknown) => React.ReactNode;
}

/** What was read, in the form its kind has: cells as a sheet, everything else as text. */
export function TextBody({ opened, span, source, failure, problem }: TextBodyProps) {
  const { id, format } = opened.document;
  const original = useOriginal(id);
  const error = failure ?? original;
  return (
    <>
      {error !== null && problem(error)}
      {sheetFormats.includes(format) && source.place?.kind !== 'lines' ? (
        <SheetViewer documentId={id} span={span} place={source.place} visit={source.visit} />
      ) : (
        <TextViewer documentId={id} format={format} span={span} visit={source.visit} />
      )}
    </>
  );
}

export interface PageBodyProps extends BodyProps {
  readonly zoom: number;
  readonly onPage: (page: number) => void;
  readonly onFailed: (error: unknown) => void;
}

/** Where the citation stands; without a mark the page is still the one that was cited. */
function usePagePlaces(span: Span | null, source: OpenSource): readonly Place[] {
  const marked = usePlaces(span, span && source.place);
  const page = source.place?.kind === 'page' ? source.place.page : null;
  const bare = useMemo((): readonly Place[] => (page === null ? [] : [{ kind: 'page', page, boxes: [] }]), [page]);
  return span ? marked : bare;
}

/** The pages of a PDF with the cited region marked. */
export function PdfBody({ opened, span, source, zoom, onPage, onFailed }: PageBodyProps) {
  const pdf = usePdf(opened.document.id);
  const error = pdf.status === 'failed' ? pdf.error : null;
  useEffect(() => {
    if (error !== null) onFailed(error);
  }, [error, onFailed]);
  const places = usePagePlaces(span, source);
  if (pdf.status !== 'ready' && opened.pages.length === 0) return <Opening />;
  const open = pdf.status === 'ready' ? pdf.value : null;
  return <PdfViewer open={open} pages={opened.pages} places={places} visit={source.visit} zoom={zoom} onPage={onPage} />;
}

/** A picture with the cited words marked. */
export function ImageBody({ opened, span, source, zoom, onFailed }: PageBodyProps) {
  const picture = usePicture(opened.document.id);
  const error = picture.status === 'failed' ? picture.error : null;
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    if (error !== null) onFailed(error);
    else if (broken) onFailed(new Error('this kind of picture cannot be shown here'));
  }, [error, broken, onFailed]);
  const places = usePagePlaces(span, source);
  const [size] = opened.pages;
  if (!size) return <Opening />;
  return (
    <ImageViewer
      name={opened.document.name}
      address={picture.status === 'ready' ? picture.value : null}
      size={size}
      places={places}
      visit={source.visit}
      zoom={zoom}
      onBroken={() => setBroken(true)}
    />
  );
}
