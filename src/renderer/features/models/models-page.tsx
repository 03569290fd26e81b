import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { CheckHint } from './check-hint.tsx';
import { ModelRoleSection } from './model-role.tsx';
import './models.css';

/** The three roles a model can fill. */
export function ModelsPage() {
  const { models } = useSession();
  const known = useStore(models);
  return (
    <div className="models-page scroll" data-testid="models-page">
      <div className="models-column">
        <header className="page-header">
          <h1>Models</h1>
          <p>GGUF files on this machine. They run here; nothing you ask leaves it.</p>
        </header>
        <CheckHint />
        {known.status === 'loading' && <Skeleton lines={[30, 80, 60, 30, 80]} label="Loading the models" />}
        {known.status === 'failed' && <ErrorNote error={known.error} actions={{ retry: () => void models.refresh() }} />}
        {known.status === 'ready' && known.value.map((status) => <ModelRoleSection key={status.role} status={status} />)}
      </div>
    </div>
  );
}
