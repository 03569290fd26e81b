import { Languages, Pause, Play, ScanText } from 'lucide-react';
import { useState } from 'react';
import { isSparing } from '../../../shared/domain/power.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { RecognitionDialog } from './recognition-dialog.tsx';
import { languageWords, recognitionFraction, recognitionWords } from '../../ui/recognition-words.ts';

/** How the recognition of text stands; there while something waits for it. */
export function RecognitionRow() {
  const { ocr, power, notices } = useSession();
  const status = useStore(ocr);
  const sparing = isSparing(useStore(power));
  const [choosing, setChoosing] = useState(false);
  if (!status || (status.documentsWaiting === 0 && !status.isPaused)) return null;
  const pause = (isPaused: boolean) => void ocr.setPaused(isPaused).catch((error: unknown) => notices.sayError(error));
  return (
    <li className="source-row" data-testid="recognition-row" data-paused={status.isPaused}>
      <ScanText size={20} strokeWidth={1.5} aria-hidden />
      <div className="source-about">
        <div className="source-title">
          <span className="source-row-name">Text recognition</span>
          <span className="source-path truncate">{languageWords(status)}</span>
        </div>
        <p className="source-text tabular" data-testid="recognition-text">
          {recognitionWords(status, sparing)}
          {!status.isPaused && status.currentFile && <span className="source-current"> · {status.currentFile}</span>}
        </p>
        {status.documentsWaiting > 0 && (
          <ProgressBar fraction={recognitionFraction(status)} label="Progress of text recognition" quiet={status.isPaused} />
        )}
      </div>
      <div className="source-controls">
        {status.isPaused ? (
          <IconButton
            label="Resume text recognition"
            data-testid="recognition-resume"
            icon={<Play size={16} strokeWidth={1.5} />}
            onClick={() => pause(false)}
          />
        ) : (
          <IconButton
            label="Pause text recognition"
            data-testid="recognition-pause"
            icon={<Pause size={16} strokeWidth={1.5} />}
            onClick={() => pause(true)}
          />
        )}
        <IconButton
          label="Languages of text recognition"
          data-testid="recognition-languages"
          icon={<Languages size={16} strokeWidth={1.5} />}
          onClick={() => setChoosing(true)}
        />
      </div>
      <RecognitionDialog open={choosing} onClose={() => setChoosing(false)} />
    </li>
  );
}
