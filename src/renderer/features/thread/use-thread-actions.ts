import { useMemo } from 'react';
import { type Action, useActions } from '../../state/actions.ts';
import type { AnswerView } from '../../state/answer-view.ts';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { orderedCitations } from './ordered-citations.ts';
import { standAlone } from './stand-alone.ts';

const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What can be done in a thread: stop, walk through citations, copy the answer. */
export function useThreadActions(views: readonly AnswerView[]): void {
  const { answers, reading, notices } = useSession();
  const open = useStore(reading);
  const actions = useMemo<Action[]>(() => {
    const running = views.find(({ answer }) => answer.state === 'running')?.answer.id ?? null;
    const inFocus = views.find(({ answer }) => answer.id === open?.answerId) ?? views.findLast(({ answer }) => answer.citations.length > 0);
    const answer = inFocus?.answer ?? null;
    const citations = answer ? orderedCitations(answer.citations) : [];
    const names = new Map(answer?.passages.map(({ number, documentName }) => [number, documentName]));
    const none = answer ? null : 'No citations here yet';
    const openAt = (index: number) => {
      if (answer)
        reading.openCitation(
          { ...answer, question: standAlone(answer) },
          citations,
          index,
          ({ passageNumber }) => names.get(passageNumber) ?? 'Document',
        );
    };
    const step = (by: 1 | -1) => {
      if (open?.answerId === answer?.id && open && open.index >= 0) openAt(open.index + by);
      else openAt(by === 1 ? 0 : citations.length - 1);
    };
    const last = views.at(-1)?.answer;
    return [
      {
        id: 'stop',
        title: 'Stop the answer',
        group: 'Ask',
        shortcut: 'Esc',
        unavailable: running === null ? 'Nothing is being written' : null,
        run: () => {
          if (running !== null) answers.cancel(running).catch((error: unknown) => notices.sayError(error));
        },
      },
      {
        id: 'copy-answer',
        title: 'Copy the last answer',
        group: 'Ask',
        unavailable: last?.text ? null : 'There is no answer yet',
        run: () => {
          if (last)
            navigator.clipboard.writeText(last.text).then(
              () => notices.say('Copied the answer.'),
              () => undefined,
            );
        },
      },
      { id: 'next-citation', title: 'Next citation', group: 'Read', shortcut: ']', unavailable: none, run: () => step(1) },
      { id: 'previous-citation', title: 'Previous citation', group: 'Read', shortcut: '[', unavailable: none, run: () => step(-1) },
      ...digits.map((digit): Action => {
        const index = citations.findIndex(({ passageNumber }) => passageNumber === digit);
        return {
          id: `citation-${digit}`,
          title: `Open citation ${digit}`,
          group: 'Read',
          shortcut: String(digit),
          unavailable: index === -1 ? 'This answer has no such citation' : null,
          run: () => openAt(index),
        };
      }),
    ];
  }, [views, open, answers, reading, notices]);
  useActions(actions);
}
