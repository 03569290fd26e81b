import { useEffect } from 'react';
import type { Actions } from '../state/actions.ts';

/** Single keys and the action each runs. They are silent while one types. */
const keys: Readonly<Record<string, string>> = {
  n: 'new-question',
  ']': 'next-citation',
  '[': 'previous-citation',
  '\\': 'toggle-source-pane',
  s: 'save-place',
  '?': 'show-shortcuts',
  '/': 'focus-composer',
  ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => [String(digit), `citation-${digit}`])),
};

/** Windows on which the source lies over the thread; there Esc closes it. */
export const sourceOverlays = '(width <= 1024px)';

/** After `G`, a letter goes somewhere. */
const goKeys: Readonly<Record<string, string>> = { l: 'show-library', m: 'show-models', k: 'show-check', q: 'new-question' };
const goMs = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
}

const inOverlay = (target: EventTarget | null) => target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;

/** Binds the keys of the window to what is offered right now. */
export function useKeyboard(actions: Actions, goToCollection: (letter: string) => boolean): void {
  useEffect(() => {
    let going = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const run = (id: string) => {
        if (actions.run(id)) event.preventDefault();
      };
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        run('show-palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || inOverlay(event.target)) return;
      if (event.key === 'Escape') {
        if (actions.run('stop')) return;
        if (isTyping(event.target)) (event.target as HTMLElement).blur();
        else if (window.matchMedia(sourceOverlays).matches) run('close-source');
        return;
      }
      if (isTyping(event.target)) return;
      const key = event.key.toLowerCase();
      if (Date.now() < going) {
        going = 0;
        const id = goKeys[key];
        if (id) run(id);
        else if (goToCollection(key)) event.preventDefault();
        return;
      }
      if (key === 'g') {
        going = Date.now() + goMs;
        return;
      }
      const id = keys[key];
      if (id) run(id);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions, goToCollection]);
}
