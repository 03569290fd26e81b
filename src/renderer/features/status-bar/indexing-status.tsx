import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { count } from '../../ui/figures.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { indexingWords } from './indexing-words.ts';

/** What is being indexed or copied right now, over all collections. A press opens the library. */
export function IndexingStatus() {
  const { sources, uploads, navigation } = useSession();
  const indexing = indexingWords(useStore(sources).sources);
  const copying = useStore(uploads);
  const first = copying[0];
  const shown = first
    ? {
        text: `Copying ${first.name} · ${count(first.filesDone)} of ${count(first.filesTotal)}`,
        fraction: first.bytesTotal > 0 ? first.bytesDone / first.bytesTotal : null,
      }
    : indexing;
  if (!shown) return <span className="status-middle" />;
  return (
    <button type="button" className="status-middle status-button" data-testid="status-indexing" onClick={() => navigation.show('library')}>
      <span className="truncate tabular">{shown.text}</span>
      {shown.fraction !== null && (
        <span className="status-progress">
          <ProgressBar fraction={shown.fraction} label="Indexing" />
        </span>
      )}
    </button>
  );
}
