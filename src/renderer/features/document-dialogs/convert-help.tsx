import type { Document } from '../../../shared/domain/document.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { convertWords } from './convert-words.ts';

/** What to do with a file of a kind that is not read. Nothing is converted behind a person's back. */
export function ConvertHelp({ document }: { document: Document }) {
  const { documentActs } = useSession();
  const { how, into } = convertWords(document.name);
  const kind = document.error?.details.reason;
  return (
    <div className="dialog-form" data-testid="convert-help">
      <p>
        <strong className="dialog-subject">{document.name}</strong>{' '}
        {kind ? `is ${kind}, which is not read.` : 'is of a kind that is not read.'}
      </p>
      <p>{how} Keep the copy in the same folder: it is read as soon as it is there.</p>
      <p className="dialog-help">
        Read are PDF, Word, PowerPoint, Excel, OpenDocument, EPUB, web pages, mail, Markdown, text, code, data files, subtitles, images and
        archives. The best fit here is {into}.
      </p>
      <footer className="dialog-foot">
        <Button
          look="quiet"
          data-testid="convert-exclude"
          onClick={() => {
            documentActs.close();
            documentActs.exclude(document);
          }}
        >
          Leave it out
        </Button>
        <Button look="primary" onClick={documentActs.close}>
          Done
        </Button>
      </footer>
    </div>
  );
}
