import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { AnswerItem } from './answer-item.tsx';
import { Composer } from './composer.tsx';
import { NewQuestion } from './new-question.tsx';
import { usePlaceInThread } from './use-place-in-thread.ts';
import { useStayAtBottom } from './use-stay-at-bottom.ts';
import { useThreadActions } from './use-thread-actions.ts';
import './thread.css';
import './answer.css';
import './receipt.css';

/** A thread reads like a page: questions as headings, answers as prose, the composer at its foot. */
export function ThreadPage() {
  const { answers, navigation, threads, notices } = useSession();
  const { threadId, collectionId } = useStore(navigation);
  const kept = useStore(answers);
  const titles = useStore(threads);
  const shown = threadId === null ? null : (kept.get(threadId) ?? null);
  const views = shown?.status === 'ready' ? shown.value : [];
  const runningId = views.find(({ answer }) => answer.state === 'running')?.answer.id ?? null;
  const [askedId, setAskedId] = useState<number | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLDivElement>(null);
  useStayAtBottom(scroller, column, runningId !== null);
  usePlaceInThread(scroller, column, threadId, views.length > 0);
  useThreadActions(views);

  useEffect(() => {
    if (threadId !== null) void answers.open(threadId);
  }, [answers, threadId]);

  useEffect(() => {
    // A new question goes to the top of the page, with room for its answer below.
    const asked = askedId === null ? null : column.current?.querySelector(`[data-answer-id="${askedId}"]`);
    asked?.scrollIntoView({ block: 'start' });
  }, [askedId]);

  const ask = useCallback(
    async (question: string) => {
      if (collectionId === null) return false;
      try {
        const asked = await answers.ask({ collectionId, threadId, question });
        navigation.openThread(asked.threadId);
        setAskedId(asked.answerId);
        return true;
      } catch (error) {
        notices.sayError(error);
        return false;
      }
    },
    [answers, navigation, notices, collectionId, threadId],
  );

  const title = titles.status === 'ready' ? titles.value.find(({ id }) => id === threadId)?.title : undefined;
  return (
    <div className="thread-page" data-testid="thread-page">
      <div className="thread-scroll scroll" ref={scroller} data-testid="thread-scroll">
        <div className="thread-column" ref={column}>
          <h1 className="visually-hidden">{threadId === null ? 'New question' : (title ?? 'Thread')}</h1>
          {threadId === null && <NewQuestion />}
          {shown?.status === 'loading' && <Skeleton lines={[46, 96, 92, 97, 60]} label="Loading the thread" />}
          {shown?.status === 'failed' && (
            <ErrorNote
              error={shown.error}
              actions={{ retry: () => void (threadId !== null && answers.open(threadId)), reload: () => navigation.newQuestion() }}
            />
          )}
          {views.map((view) => (
            <AnswerItem
              key={view.answer.id}
              view={view}
              reserved={view.answer.id === askedId && view === views.at(-1)}
              onAskAgain={(question) => void ask(question)}
            />
          ))}
        </div>
      </div>
      <Composer runningAnswerId={runningId} onAsk={ask} />
    </div>
  );
}
