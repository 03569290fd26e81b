import { checkedPassages, type CheckRanks } from '../../../shared/domain/library-check.ts';
import type { Hit, SearchWarning } from '../../../shared/domain/retrieval.ts';
import { contentsOfDocuments } from '../../store/equal-documents.ts';
import type { Library, ReadableDb } from '../../store/open.ts';
import { relocateSavedQuestion, type SavedQuestionRow } from '../../store/saved-questions.ts';
import type { Retrieval } from '../retrieval.ts';
import { checkRanks, type FoundPassage } from './check-ranks.ts';
import { locatePlace } from './locate-place.ts';

function foundPassages(db: ReadableDb, hits: readonly Hit[]): FoundPassage[] {
  const others = (hit: Hit): number[] => hit.alsoIn.documents.map(({ documentId }) => documentId);
  const contents = contentsOfDocuments(
    db,
    hits.flatMap((hit) => [hit.span.documentId, ...others(hit)]),
  );
  return hits.map((hit) => ({
    contentId: contents.get(hit.span.documentId) ?? null,
    alsoIn: others(hit).flatMap((documentId) => contents.get(documentId) ?? []),
    start: hit.span.start,
    end: hit.span.end,
    text: hit.text,
  }));
}

/**
 * Asks one saved question as a search would and looks for its place in what comes. Rejects with the signal's reason or
 * a `store-*` error.
 */
export async function checkQuestion(
  { library, retrieval }: { library: Library; retrieval: Pick<Retrieval, 'search'> },
  question: SavedQuestionRow,
  signal: AbortSignal,
): Promise<{ ranks: CheckRanks; warnings: SearchWarning[] }> {
  const { standing, right, moved } = await locatePlace(library.read, question, signal);
  if (moved !== null) library.transaction((db) => relocateSavedQuestion(db, question.id, moved));
  const quote = question.place.words?.quote ?? null;
  if (standing === 'document-gone') return { ranks: checkRanks([], { standing, right, quote }), warnings: [] };
  const { collectionId } = question;
  const { hits, warnings } = await retrieval.search({ collectionId, query: question.question, limit: checkedPassages }, { signal });
  return { ranks: checkRanks(foundPassages(library.read, hits), { standing, right, quote }), warnings };
}
