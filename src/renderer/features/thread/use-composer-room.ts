import { type RefObject, useLayoutEffect } from 'react';

const name = '--composer-room';
const belowPx = 16;

/** Tells the page how much room the composer takes at the foot of the window, so that notices stand clear of it. */
export function useComposerRoom(composer: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = composer.current;
    if (!element) return undefined;
    const { style } = document.documentElement;
    const tell = () => style.setProperty(name, `${element.offsetHeight + belowPx}px`);
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => {
      observer.disconnect();
      style.removeProperty(name);
    };
  }, [composer]);
}
