import { useCallback, useMemo } from 'react';
import type { Document } from '../../../shared/domain/document.ts';
import type { PointedPlace, SavedQuestion } from '../../../shared/domain/library-check.ts';
import { type Action, useActions } from '../../state/actions.ts';
import type { OpenSource } from '../../state/reading.ts';
import { savedQuestionKey } from '../../state/saved-questions.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';

/** Less than this was hardly selected on purpose. */
const leastSelected = 3;
const shownOfSelection = 90;

/** What is selected within the source; empty when nothing is. */
function selectedText(): string {
  const selection = window.getSelection();
  const node = selection?.anchorNode;
  const within = node instanceof Element ? node : node?.parentElement;
  const text = within?.closest('.source-pane') ? (selection?.toString().trim() ?? '') : '';
  return text.length < leastSelected ? '' : text;
}

/** Saved for this question, at words that overlap with those that are open. */
function isSaved({ question, documentId, span }: SavedQuestion, source: OpenSource): boolean {
  if (question !== source.question || documentId !== source.documentId) return false;
  if (span === null || source.span === null) return true;
  return span.start < source.span.end && source.span.start < span.end;
}

export interface SavePlace {
  readonly saved: boolean;
  readonly run: () => void;
}

/**
 * “This was the page”: saves the question that the source was opened with, at the place it was opened at. What is
 * selected in the source goes before that place, and where no question is known it is asked for.
 */
export function useSavePlace(source: OpenSource, document: Document | null, page: number | null): SavePlace {
  const { answers, navigation, notices, pointing, removals, savedQuestions } = useSession();
  const questions = useStore(savedQuestions);
  const hidden = useStore(removals);
  const known = questions.status === 'ready' ? questions.value : [];
  const saved = known.find((each) => isSaved(each, source) && !hidden.has(savedQuestionKey(each.id))) ?? null;
  const canSave = document !== null && document.indexedAtMs !== null;

  const run = useCallback(() => {
    if (document === null || document.indexedAtMs === null) return;
    const { documentId, span, quote, question } = source;
    const { collectionId, name } = document;
    const selected = selectedText();
    if (question !== null && span !== null && selected === '') {
      if (saved !== null) savedQuestions.remove(saved);
      else {
        const place: PointedPlace = { kind: 'span', span, ...(quote === null ? {} : { quote }) };
        savedQuestions.save({ collectionId, question, place }).catch((error: unknown) => notices.sayError(error));
      }
      return;
    }
    const thread = answers.get().get(navigation.get().threadId ?? -1);
    const asked = thread?.status === 'ready' ? thread.value.at(-1)?.answer.question : undefined;
    const anywhere: PointedPlace = page === null ? { kind: 'document', documentId } : { kind: 'page', documentId, page };
    // Of equal words those are meant that are nearest to where the source was opened.
    const near = span ?? { documentId, start: 0, end: 1 };
    const place: PointedPlace = selected === '' ? anywhere : { kind: 'span', span: near, quote: selected };
    const excerpt = selected.length > shownOfSelection ? `${selected.slice(0, shownOfSelection).trimEnd()}…` : selected;
    const where = selected === '' ? (page === null ? null : `page ${page}`) : `“${excerpt}”`;
    pointing.open({ collectionId, place, documentName: name, where, question: question ?? asked ?? '' });
  }, [answers, document, navigation, notices, page, pointing, saved, savedQuestions, source]);

  const actions = useMemo<Action[]>(
    () => [
      {
        id: 'save-place',
        title: saved ? 'This was not the page: forget it' : 'This was the page: save it for checking',
        group: 'Read',
        shortcut: 'S',
        alsoKnownAs: 'save question library check',
        unavailable: canSave ? null : 'Nothing of it is read yet',
        run,
      },
    ],
    [saved, canSave, run],
  );
  useActions(actions);
  return { saved: saved !== null, run };
}
