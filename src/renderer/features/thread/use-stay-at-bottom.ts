import { type RefObject, useEffect, useRef } from 'react';

/** Pixels from the end that still count as being there. */
const slackPx = 24;

/**
 * Follows growing content only while the reader is at its end. Scrolling up by any amount stops it;
 * coming back to the end starts it again.
 */
export function useStayAtBottom(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>): void {
  const atBottom = useRef(true);
  useEffect(() => {
    const outer = scroller.current;
    const inner = content.current;
    if (!outer || !inner) return undefined;
    const look = () => {
      atBottom.current = outer.scrollHeight - outer.scrollTop - outer.clientHeight < slackPx;
    };
    const follow = () => {
      if (atBottom.current) outer.scrollTop = outer.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    observer.observe(inner);
    outer.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      outer.removeEventListener('scroll', look);
    };
  }, [scroller, content]);
}
