import { useCallback } from 'react';
import type { Box } from '../../../../shared/domain/place.ts';
import type { PageSize } from '../../../../shared/domain/document.ts';
import { ErrorNote } from '../../../ui/error-note.tsx';
import { isAppError } from '../../../../shared/errors.ts';
import { sheetFormats } from '../body.tsx';
import { PdfPage } from '../pdf-page.tsx';
import { SheetViewer } from '../sheet/sheet-viewer.tsx';
import { TextViewer } from '../text-viewer.tsx';
import type { OpenDocument } from '../use-open-document.ts';
import { usePdf } from '../use-pdf.ts';
import { usePicture } from '../use-picture.ts';
import { PagePairs, type PagePairsProps } from './page-pairs.tsx';

interface BodyProps {
  readonly opened: OpenDocument;
  readonly shown: PagePairsProps['shown'];
}

const noBoxes: readonly Box[] = [];
const settled = () => undefined;

/** The text alone, with the place of every block beside it. */
export function ReadText({ opened }: Pick<BodyProps, 'opened'>) {
  const { id, format } = opened.document;
  if (sheetFormats.includes(format)) return <SheetViewer documentId={id} span={null} place={null} visit={0} />;
  return <TextViewer documentId={id} format={format} span={null} visit={0} placesShown />;
}

function Unseen({ error, opened }: { error: unknown; opened: OpenDocument }) {
  return (
    <>
      <div className="read-note">
        {isAppError(error) ? (
          <ErrorNote error={error} />
        ) : (
          <p>Its pages cannot be drawn beside the text. This is the text that was read.</p>
        )}
      </div>
      <ReadText opened={opened} />
    </>
  );
}

/** The pages of a PDF beside their text. */
export function ReadPdf({ opened, shown }: BodyProps) {
  const { id } = opened.document;
  const pdf = usePdf(id);
  const open = pdf.status === 'ready' ? pdf.value : null;
  const picture = useCallback(
    ({ page, width, height }: PageSize, pictureWidth: number) => {
      const scale = pictureWidth / width;
      return (
        <PdfPage
          open={open}
          page={page}
          waits={false}
          onSettled={settled}
          width={pictureWidth}
          height={height * scale}
          scale={scale}
          boxes={noBoxes}
          visit={0}
        />
      );
    },
    [open],
  );
  if (pdf.status === 'failed') return <Unseen error={pdf.error} opened={opened} />;
  return <PagePairs documentId={id} pages={opened.pages} shown={shown} picture={picture} />;
}

/** A picture beside the text that was recognised in it. */
export function ReadImage({ opened, shown }: BodyProps) {
  const { id, name } = opened.document;
  const address = usePicture(id);
  const url = address.status === 'ready' ? address.value : null;
  const picture = useCallback(
    ({ width, height }: PageSize, pictureWidth: number) => (
      <div className="pdf-page picture" style={{ width: pictureWidth, height: (height / width) * pictureWidth }}>
        {url !== null && <img src={url} alt={name} width={pictureWidth} height={(height / width) * pictureWidth} />}
      </div>
    ),
    [url, name],
  );
  if (address.status === 'failed') return <Unseen error={address.error} opened={opened} />;
  return <PagePairs documentId={id} pages={opened.pages} shown={shown} picture={picture} />;
}
