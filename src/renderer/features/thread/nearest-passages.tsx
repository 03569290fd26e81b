import type { Passage } from '../../../shared/domain/answer.ts';
import { useSession } from '../../state/session-context.ts';
import { FileIcon } from '../../ui/file-icon.tsx';
import { formatOfName } from '../../ui/likely-format.ts';
import { placeWords } from '../../ui/place-words.ts';

/** What came nearest to a question that nothing answers. */
export function NearestPassages(props: { passages: readonly Passage[]; writtenAtMs: number; question: string }) {
  const { passages, writtenAtMs, question } = props;
  const { reading } = useSession();
  return (
    <ol className="nearest-passages" data-testid="nearest-passages">
      {passages.slice(0, 5).map((passage) => (
        <li key={passage.number}>
          <button type="button" onClick={() => reading.openPassage(passage, writtenAtMs, question)}>
            <span className="nearest-text">{passage.text}</span>
            <span className="nearest-from">
              <FileIcon format={formatOfName(passage.documentName)} />
              <span className="truncate">{passage.documentName}</span>
              <span>{placeWords(passage.place)}</span>
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
