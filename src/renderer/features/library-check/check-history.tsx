import { Trash2 } from 'lucide-react';
import { madeWithWords } from '../../../shared/domain/check-words.ts';
import type { LibraryCheck } from '../../../shared/domain/library-check.ts';
import { count, moment } from '../../ui/figures.ts';
import { IconButton } from '../../ui/icon-button.tsx';

export interface CheckHistoryProps {
  /** Done ones, newest first. */
  readonly checks: readonly LibraryCheck[];
  readonly shownId: number | null;
  readonly onShow: (checkId: number) => void;
  readonly onRemove: (check: LibraryCheck) => void;
}

/** Every check that is kept, with what it was made with and came to. */
export function CheckHistory({ checks, shownId, onShow, onRemove }: CheckHistoryProps) {
  return (
    <section className="check-history">
      <h2>Checks</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">With</th>
            <th scope="col">Documents</th>
            <th scope="col">In the first 5</th>
            <th scope="col">nDCG@10</th>
            <th scope="col">
              <span className="visually-hidden">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id} data-testid="check-history-row" data-current={check.id === shownId || undefined}>
              <th scope="row">
                <button type="button" aria-current={check.id === shownId || undefined} onClick={() => onShow(check.id)}>
                  {moment(check.startedAtMs)}
                </button>
              </th>
              <td className="check-history-with">{madeWithWords(check.madeWith)}</td>
              <td className="tabular">{count(check.documents)}</td>
              <td className="tabular">{check.figures ? `${check.figures.foundInFive} of ${check.figures.counted}` : '–'}</td>
              <td className="tabular">{check.figures ? check.figures.ndcg10.toFixed(2) : '–'}</td>
              <td>
                <IconButton
                  label={`Remove the check of ${moment(check.startedAtMs)}`}
                  icon={<Trash2 size={16} strokeWidth={1.5} />}
                  onClick={() => onRemove(check)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
