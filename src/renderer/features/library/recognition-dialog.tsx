import { FolderPlus } from 'lucide-react';
import { useState } from 'react';
import type { OcrStatus } from '../../../shared/domain/ocr.ts';
import { isSparing } from '../../../shared/domain/power.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { recognitionWords } from '../../ui/recognition-words.ts';

const mostLanguages = 5;

function Choices({ status }: { status: OcrStatus }) {
  const { ocr, power, picking } = useSession();
  const sparing = isSparing(useStore(power));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const chosen = status.languages.filter(({ isChosen }) => isChosen).map(({ code }) => code);
  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const choose = (code: string, on: boolean) =>
    void doing(() => ocr.setLanguages(on ? [...chosen, code] : chosen.filter((other) => other !== code)));
  const add = () =>
    void doing(async () => {
      for (const { grantId } of await picking.pick('languages')) await ocr.addLanguages(grantId);
    });
  return (
    <div className="dialog-form">
      <p className="tabular">{recognitionWords(status, sparing)}</p>
      <ul className="recognition-languages scroll" aria-label="Languages">
        {status.languages.map(({ code, name, isInstalled, isChosen }) => (
          <li key={code}>
            <label className="dialog-check">
              <input
                type="checkbox"
                data-testid="recognition-language"
                data-code={code}
                checked={isChosen}
                disabled={busy || !isInstalled || (isChosen && chosen.length === 1) || (!isChosen && chosen.length >= mostLanguages)}
                onChange={(event) => choose(code, event.currentTarget.checked)}
              />
              <span>{name}</span>
              {name !== code && <span className="recognition-code">{code}</span>}
              {!isInstalled && <span className="recognition-code">not installed</span>}
            </label>
          </li>
        ))}
      </ul>
      <p className="dialog-help">
        Each language makes recognition slower; choose the ones your scans are in. More come as <code>.traineddata</code> files from
        Tesseract: put them in a folder and add it here.
      </p>
      {Boolean(error) && <ErrorNote error={error} />}
      <footer className="dialog-foot">
        <Button
          icon={<FolderPlus size={16} strokeWidth={1.5} aria-hidden />}
          className="dialog-foot-first"
          data-testid="recognition-add"
          disabled={busy}
          onClick={add}
        >
          Add languages from a folder
        </Button>
      </footer>
    </div>
  );
}

/** In which languages the text of pictures is recognised. */
export function RecognitionDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { ocr } = useSession();
  const status = useStore(ocr);
  return (
    <Dialog open={open} onClose={onClose} title="Text recognition" className="dialog-narrow" data-testid="recognition-dialog">
      {open && status && <Choices status={status} />}
    </Dialog>
  );
}
