import type { ModelStatus } from '../../../shared/domain/model.ts';
import { wordsFor } from '../../client/error-words.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { ModelFactsList } from './model-facts.tsx';
import { roleWords, stateWords } from './model-words.ts';

/** One role: which file fills it, how it stands, and what can be done about it. */
export function ModelRoleSection({ status }: { status: ModelStatus }) {
  const { models, picking, notices } = useSession();
  const { role, state, fileName, displayPath, facts, error, loadProgress } = status;
  const words = roleWords[role];
  const tell = (done: Promise<void>) => void done.catch((failure: unknown) => notices.sayError(failure));
  const choose = async () => {
    const [grant] = await picking.pick('model');
    if (grant) await models.choose(role, grant.grantId);
  };
  const remove = () => {
    tell(models.choose(role, null));
  };
  const choosesInNote = error !== null && wordsFor(error).action === 'choose-model';
  const percent = loadProgress === null ? '' : ` ${Math.round(loadProgress * 100)} %`;
  return (
    <section className="model-role" data-testid="model-role" data-role={role} data-state={state} aria-labelledby={`model-${role}`}>
      <div className="model-about">
        <h2 id={`model-${role}`}>{words.title}</h2>
        <p>
          {words.purpose} {state === 'not-set' && words.without}
        </p>
      </div>
      <div className="model-body">
        <div className="model-file">
          {fileName ? (
            <span className="truncate" title={displayPath ?? fileName}>
              {fileName}
            </span>
          ) : (
            <span className="model-none">None chosen</span>
          )}
          {state !== 'not-set' && (
            <span className={`model-state model-state-${state} tabular`} data-testid="model-state">
              {stateWords[state]}
              {state === 'loading' && percent}
            </span>
          )}
        </div>
        {state === 'loading' && <ProgressBar fraction={loadProgress} label={`Loading ${fileName ?? words.title}`} />}
        {error && <ErrorNote error={error} actions={{ retry: () => tell(models.load(role)), 'choose-model': () => tell(choose()) }} />}
        {facts && state === 'ready' && <ModelFactsList facts={facts} />}
        <div className="model-actions">
          {!choosesInNote && (
            <Button look={state === 'not-set' ? 'primary' : 'plain'} size="small" data-testid="model-choose" onClick={() => tell(choose())}>
              {state === 'not-set' ? 'Choose a file' : 'Choose another'}
            </Button>
          )}
          {state === 'idle' && (
            <Button size="small" data-testid="model-load" onClick={() => tell(models.load(role))}>
              Load now
            </Button>
          )}
          {state === 'ready' && (
            <Button look="quiet" size="small" data-testid="model-unload" onClick={() => tell(models.unload(role))}>
              Free its memory
            </Button>
          )}
          {state !== 'not-set' && (
            <Button look="quiet" size="small" data-testid="model-remove" onClick={remove}>
              Remove
            </Button>
          )}
        </div>
      </div>
    </section>
  );
}
