import type { OcrStatus } from '../../../shared/domain/ocr.ts';
import { isSparing } from '../../../shared/domain/power.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { recognitionFraction, recognitionHeld, recognitionShort } from '../../ui/recognition-words.ts';
import { count, timeLeft } from '../../ui/figures.ts';
import { type Indexing, indexingWords } from './indexing-words.ts';

/** Recognition runs behind everything else, and is told when nothing else is. */
function recognitionShown(status: OcrStatus | null, sparing: boolean): Indexing | null {
  if (!status || status.documentsWaiting === 0) return null;
  if (status.isPaused || (sparing && status.currentFile === null)) return { text: recognitionHeld(status), fraction: null };
  const left = status.secondsLeft === null || status.secondsLeft <= 0 ? '' : ` · ${timeLeft(status.secondsLeft)}`;
  return { text: `${recognitionShort(status)}${left}`, fraction: recognitionFraction(status) };
}

/** What is being indexed, copied or recognised right now, over all collections. A press opens the library. */
export function IndexingStatus() {
  const { sources, uploads, navigation, ocr, power } = useSession();
  const sparing = isSparing(useStore(power));
  const recognition = useStore(ocr);
  const indexing = indexingWords(useStore(sources).sources, sparing);
  const copying = useStore(uploads);
  const first = copying[0];
  const shown = first
    ? {
        text: `Copying ${first.name} · ${count(first.filesDone)} of ${count(first.filesTotal)}`,
        fraction: first.bytesTotal > 0 ? first.bytesDone / first.bytesTotal : null,
      }
    : (indexing ?? recognitionShown(recognition, sparing));
  if (!shown) return <span className="status-middle" />;
  return (
    <button type="button" className="status-middle status-button" data-testid="status-indexing" onClick={() => navigation.show('library')}>
      <span className="truncate tabular">{shown.text}</span>
      {shown.fraction !== null && (
        <span className="status-progress">
          <ProgressBar fraction={shown.fraction} label="Progress" />
        </span>
      )}
    </button>
  );
}
