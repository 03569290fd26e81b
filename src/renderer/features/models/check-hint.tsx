import { madeWithWords, onDayWords } from '../../../shared/domain/check-words.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Button } from '../../ui/button.tsx';

/** Says that the saved questions were last checked with other models; nothing where they were not. */
export function CheckHint() {
  const { libraryChecks, navigation } = useSession();
  const standing = useStore(libraryChecks);
  if (standing.status !== 'ready' || standing.value.questions === 0) return null;
  const { checks, differences } = standing.value;
  const last = checks.find(({ state }) => state === 'done');
  const isUnderWay = checks.some(({ state }) => state === 'running' || state === 'paused');
  if (!last || isUnderWay || !differences.some((part) => part === 'embedding-model' || part === 'reranker')) return null;
  return (
    <p className="models-check" data-testid="models-check">
      <span>
        Your saved questions were last checked {onDayWords(last.startedAtMs)} with {madeWithWords(last.madeWith)}.
      </span>
      <Button size="small" onClick={() => navigation.show('check')}>
        Check my library
      </Button>
    </p>
  );
}
