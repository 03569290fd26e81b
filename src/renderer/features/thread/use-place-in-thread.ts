import { type RefObject, useLayoutEffect, useRef } from 'react';

/** Comes back to where one was in a thread; a thread not read yet opens at its last question. */
export function usePlaceInThread(
  scroller: RefObject<HTMLElement | null>,
  column: RefObject<HTMLElement | null>,
  threadId: number | null,
  filled: boolean,
): void {
  const places = useRef(new Map<number, number>());
  useLayoutEffect(() => {
    const outer = scroller.current;
    if (!outer || threadId === null || !filled) return undefined;
    const kept = places.current.get(threadId);
    const questions = column.current?.querySelectorAll('[data-answer-id]') ?? [];
    if (kept !== undefined) outer.scrollTo({ top: kept });
    else if (questions.length > 1) questions[questions.length - 1]?.scrollIntoView({ block: 'start' });
    else outer.scrollTo({ top: 0 });
    const keep = () => places.current.set(threadId, outer.scrollTop);
    outer.addEventListener('scroll', keep, { passive: true });
    return () => outer.removeEventListener('scroll', keep);
  }, [scroller, column, threadId, filled]);
}
