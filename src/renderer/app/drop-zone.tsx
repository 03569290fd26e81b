import { FolderPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';

const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;

/** Folders and files dropped anywhere on the window are added to the collection shown. */
export function DropZone() {
  const { adding, collections, navigation } = useSession();
  const [over, setOver] = useState(false);
  const { collectionId } = useStore(navigation);
  const all = useStore(collections);
  const name = all.status === 'ready' ? all.value.find(({ id }) => id === collectionId)?.name : undefined;

  useEffect(() => {
    let depth = 0;
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth += 1;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      depth = Math.max(0, depth - 1);
      if (depth === 0) setOver(false);
    };
    const hover = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      void adding.drop(event.dataTransfer);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', hover);
      window.removeEventListener('drop', drop);
    };
  }, [adding]);

  if (!over) return null;
  return (
    <div className="drop-zone" data-testid="drop-zone">
      <p>
        <FolderPlus size={20} strokeWidth={1.5} aria-hidden />
        Drop to add to {name ?? 'the library'}
      </p>
    </div>
  );
}
