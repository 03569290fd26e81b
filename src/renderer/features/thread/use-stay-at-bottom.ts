import { type RefObject, useEffect } from 'react';

/** Pixels from the end that still count as being there. */
const slackPx = 24;

/**
 * While `growing`, follows the end of the content, but only for a reader who is at the end. Scrolling
 * up by any amount stops it; coming back to the end starts it again.
 */
export function useStayAtBottom(scroller: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>, growing: boolean): void {
  useEffect(() => {
    const outer = scroller.current;
    const inner = content.current;
    if (!growing || !outer || !inner) return undefined;
    let atBottom = false;
    const look = () => {
      atBottom = outer.scrollHeight - outer.scrollTop - outer.clientHeight < slackPx;
    };
    const observer = new ResizeObserver(() => {
      if (atBottom) outer.scrollTop = outer.scrollHeight;
    });
    look();
    observer.observe(inner);
    outer.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      outer.removeEventListener('scroll', look);
    };
  }, [scroller, content, growing]);
}
