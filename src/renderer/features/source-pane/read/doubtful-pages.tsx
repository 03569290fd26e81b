import type { PageSize } from '../../../../shared/domain/document.ts';
import { count } from '../../../ui/figures.ts';
import { isDoubtful } from '../recognised-words.ts';

/** As many as fit a line or two. */
const mostShown = 24;

/** The pages whose text is to be taken with care: recognised with little confidence, least sure first, or not at all. */
export function DoubtfulPages({ pages, onPage }: { pages: readonly PageSize[]; onPage: (page: number) => void }) {
  const unread = pages.filter(({ textSource }) => textSource === 'none');
  const doubtful = pages.filter(isDoubtful).toSorted((a, b) => (a.confidence ?? 0) - (b.confidence ?? 0));
  const all = [...doubtful, ...unread];
  if (all.length === 0) return null;
  return (
    <div className="read-doubtful" data-testid="read-doubtful">
      <span>Look at these pages:</span>
      <ul>
        {all.slice(0, mostShown).map(({ page, confidence }) => (
          <li key={page}>
            <button type="button" className="read-doubtful-page tabular" data-testid="read-doubtful-page" onClick={() => onPage(page)}>
              Page {page} <span>{confidence === null ? 'not recognised' : `${Math.round(confidence)} %`}</span>
            </button>
          </li>
        ))}
      </ul>
      {all.length > mostShown && <span className="tabular">and {count(all.length - mostShown)} more</span>}
    </div>
  );
}
