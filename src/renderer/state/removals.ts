import type { Notices } from './notices.ts';
import { createStore, type Readable } from './store.ts';

export interface Removals extends Readable<ReadonlySet<string>> {
  /** Hides `key` at once and removes it for good when the time to undo has passed. */
  remove(removal: { key: string; message: string; commit(): Promise<void>; onUndo?(): void }): void;
  /** Does every pending removal now. */
  readonly settle: () => void;
}

const undoMs = 8_000;

/** Removal that can be taken back: what is listed here is hidden from lists, not yet gone. */
export function createRemovals(notices: Notices): Removals {
  const hidden = createStore<ReadonlySet<string>>(new Set());
  const pending = new Map<string, () => void>();
  const show = (key: string) => hidden.update((keys) => new Set([...keys].filter((other) => other !== key)));
  return {
    get: hidden.get,
    subscribe: hidden.subscribe,
    remove(removal) {
      const { key, message } = removal;
      if (pending.has(key)) return;
      hidden.update((keys) => new Set([...keys, key]));
      const settle = () => {
        clearTimeout(timer);
        pending.delete(key);
        notices.close(notice);
        removal.commit().then(
          () => show(key),
          (error: unknown) => {
            show(key);
            notices.sayError(error);
          },
        );
      };
      const timer = setTimeout(settle, undoMs);
      pending.set(key, settle);
      const notice = notices.say(message, {
        durationMs: undoMs,
        action: {
          label: 'Undo',
          run() {
            clearTimeout(timer);
            pending.delete(key);
            notices.close(notice);
            show(key);
            removal.onUndo?.();
          },
        },
      });
    },
    settle() {
      for (const settle of pending.values()) settle();
    },
  };
}
