import { ranksWords } from '../../../shared/domain/check-words.ts';
import type { CheckChange, CheckedQuestion, SavedQuestion } from '../../../shared/domain/library-check.ts';

export interface QuestionRow {
  readonly saved: SavedQuestion;
  /** null while it was not asked in these words. */
  readonly checked: CheckedQuestion | null;
}

/** What needs a look comes first. */
const order: readonly (CheckChange | 'missed' | 'rest')[] = ['lost', 'worse', 'missed', 'found', 'better', 'new', 'rest'];

function urgency({ checked }: QuestionRow): number {
  const change = checked?.change ?? null;
  const isMissed = checked !== null && checked.now.standing !== 'document-gone' && checked.now.passageRank === null;
  const at = order.indexOf(change === null || !order.includes(change) ? (isMissed ? 'missed' : 'rest') : change);
  return change === 'new' && isMissed ? order.indexOf('missed') : at;
}

/** Saved questions with what the check that is shown says of them: lost and worse ones first, else as they were saved. */
export function questionRows(saved: readonly SavedQuestion[], checked: readonly CheckedQuestion[]): QuestionRow[] {
  const byId = new Map(checked.map((each) => [each.questionId, each]));
  return saved
    .map((question): QuestionRow => {
      const found = byId.get(question.id);
      return { saved: question, checked: found?.question === question.question ? found : null };
    })
    .toSorted((a, b) => urgency(a) - urgency(b) || a.saved.id - b.saved.id);
}

const changeNames: Partial<Record<CheckChange, string>> = { found: 'found', better: 'better', worse: 'worse', lost: 'lost', new: 'new' };

/** What became of a question since the other check: “worse · was found at 1”; null where nothing did. */
export function changeWords({ change, before }: CheckedQuestion): string | null {
  const name = change === null ? undefined : changeNames[change];
  if (name === undefined) return null;
  return before === null ? name : `${name} · was ${ranksWords(before)}`;
}
