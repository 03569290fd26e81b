import type { AnswerView } from '../../state/answer-view.ts';
import { counted } from '../../ui/figures.ts';
import { useDelayed } from '../../ui/use-delayed.ts';
import { stageWords } from './receipt-words.ts';

/** What is happening before the first word: one line, and the shape of the text to come. */
export function RunningStages({ view }: { view: AnswerView }) {
  const late = useDelayed(true);
  const stage = view.stages.findLast(({ timing }) => timing === null)?.stage ?? null;
  const passages = view.answer.passages.length;
  const words = stage ? (stage === 'generate' && passages > 0 ? `Reading ${counted(passages, 'passage')}` : stageWords[stage]) : 'Starting';
  return (
    <div className="running-stages" data-testid="running-stages">
      <p role="status">{words}…</p>
      {late && (
        <div aria-hidden>
          <span className="skeleton-line" style={{ width: '92%' }} />
          <span className="skeleton-line" style={{ width: '97%' }} />
          <span className="skeleton-line" style={{ width: '58%' }} />
        </div>
      )}
    </div>
  );
}
