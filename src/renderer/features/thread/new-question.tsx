import { FolderPlus } from 'lucide-react';
import { statusOf } from '../../state/models.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { useCoverage } from '../../state/use-coverage.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { count, counted } from '../../ui/figures.ts';

/** Before the first question: what will be searched, or the one thing that is missing. */
export function NewQuestion() {
  const { navigation, collections, sources, models, adding } = useSession();
  const { collectionId } = useStore(navigation);
  const all = useStore(collections);
  const known = useStore(sources);
  const coverage = useCoverage(collectionId);
  const chat = statusOf(useStore(models), 'chat');
  if (all.status !== 'ready' || !known.loaded) return null;
  const collection = all.value.find(({ id }) => id === collectionId);
  const here = known.sources.filter((source) => source.collectionId === collectionId);
  if (!collection || here.length === 0) {
    return (
      <div className="new-question">
        <EmptyState
          title="Footnote answers from your own files and shows you the page."
          action={
            <Button
              look="primary"
              data-testid="add-folder"
              icon={<FolderPlus size={16} strokeWidth={1.75} aria-hidden />}
              onClick={() => void adding.pickAndAdd('folder')}
            >
              Add a folder
            </Button>
          }
        >
          Choose a folder of PDFs, Office files, mail, web pages, notes, images and archives, or drop it on this window. They are read on
          this machine and stay where they are.
        </EmptyState>
      </div>
    );
  }
  const waiting = here.reduce((sum, { progress }) => sum + Math.max(0, progress.filesTotal - progress.filesDone), 0);
  return (
    <div className="new-question">
      <EmptyState title={`Ask ${counted(coverage?.searchable || collection.documentCount, 'document')} in ${collection.name}.`}>
        Every sentence of the answer carries a numeral that opens the page it rests on.
        {waiting > 0 && ` ${count(waiting)} files are still being read; you can ask already.`}
        {chat?.state === 'not-set' && ' Without a chat model the best passages are quoted.'}
      </EmptyState>
    </div>
  );
}
