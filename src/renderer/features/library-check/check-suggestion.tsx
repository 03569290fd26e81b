import { differenceWords, onDayWords } from '../../../shared/domain/check-words.ts';
import type { CheckStanding, LibraryCheck } from '../../../shared/domain/library-check.ts';
import { counted } from '../../ui/figures.ts';

/** Why another check is worth while; nothing where it is not. */
export function CheckSuggestion({ standing, last }: { standing: CheckStanding; last: LibraryCheck }) {
  const reasons = [
    ...standing.differences.map((part) => differenceWords[part]),
    ...(standing.newQuestions > 0 ? [`${counted(standing.newQuestions, 'question')} saved or changed`] : []),
  ];
  if (reasons.length === 0) return null;
  return (
    <p className="check-suggestion" data-testid="check-suggestion">
      Since the last check {onDayWords(last.startedAtMs)}: {reasons.join(', ')}. Check again to see what that changed.
    </p>
  );
}
