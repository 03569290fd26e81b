import { Pause, Play, X } from 'lucide-react';
import type { LibraryCheck } from '../../../shared/domain/library-check.ts';
import { useSession } from '../../state/session-context.ts';
import { Button } from '../../ui/button.tsx';
import { count, counted, rate, timeLeft } from '../../ui/figures.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';

/** A check under way: how far it is, and how to hold or stop it. */
export function CheckProgress({ check }: { check: LibraryCheck }) {
  const { libraryChecks, notices } = useSession();
  const { id, questions, questionsDone, questionsPerSecond, secondsLeft, state } = check;
  const tell = (done: Promise<void>) => void done.catch((error: unknown) => notices.sayError(error));
  const words = [
    `${count(questionsDone)} of ${counted(questions, 'question')}`,
    ...(state === 'paused' ? ['paused'] : []),
    ...(questionsPerSecond === null ? [] : [`${rate(questionsPerSecond)} a second`]),
    ...(secondsLeft === null ? [] : [timeLeft(secondsLeft)]),
  ];
  return (
    <section className="check-progress" aria-label="Check under way" data-testid="check-progress" data-state={state}>
      <div className="check-progress-line">
        <p className="tabular">{words.join(' · ')}</p>
        {state === 'paused' ? (
          <Button
            size="small"
            icon={<Play size={14} strokeWidth={1.75} aria-hidden />}
            data-testid="check-resume"
            onClick={() => tell(libraryChecks.resume(id))}
          >
            Go on
          </Button>
        ) : (
          <Button
            look="quiet"
            size="small"
            icon={<Pause size={14} strokeWidth={1.75} aria-hidden />}
            data-testid="check-pause"
            onClick={() => tell(libraryChecks.pause(id))}
          >
            Pause
          </Button>
        )}
        <Button
          look="quiet"
          size="small"
          icon={<X size={14} strokeWidth={1.75} aria-hidden />}
          data-testid="check-stop"
          onClick={() => tell(libraryChecks.remove(id))}
        >
          Stop
        </Button>
      </div>
      <ProgressBar fraction={questions === 0 ? null : questionsDone / questions} label="Questions asked" />
      <p className="check-help">It steps back while you ask something else, and goes on after a restart.</p>
    </section>
  );
}
