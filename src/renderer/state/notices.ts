import { errorDataOf, wordsFor } from '../client/error-words.ts';
import { createStore, type Readable } from './store.ts';

export interface Notice {
  readonly id: number;
  readonly tone: 'plain' | 'attention';
  readonly text: string;
  readonly action: { readonly label: string; run(): void } | null;
}

export interface Notices extends Readable<readonly Notice[]> {
  say(text: string, options?: { tone?: Notice['tone']; action?: Notice['action']; durationMs?: number }): number;
  /** Says in words what `error` means. Cancellation and a connection that is coming back say nothing. */
  sayError(error: unknown, retry?: () => void): void;
  close(id: number): void;
}

/** Short messages at the foot of the window. They go by themselves and never take the focus. */
export function createNotices(): Notices {
  const store = createStore<readonly Notice[]>([]);
  let last = 0;
  const close = (id: number) => store.update((all) => all.filter((notice) => notice.id !== id));
  const say: Notices['say'] = (text, { tone = 'plain', action = null, durationMs = 8_000 } = {}) => {
    last += 1;
    const id = last;
    store.update((all) => [...all.filter((notice) => notice.text !== text), { id, tone, text, action }].slice(-3));
    setTimeout(() => close(id), durationMs);
    return id;
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    say,
    sayError(error, retry) {
      if (error instanceof Error && error.name === 'AbortError') return;
      const { title, advice, action } = wordsFor(errorDataOf(error));
      say(`${title} ${advice}`, {
        tone: 'attention',
        action: retry && action === 'retry' ? { label: 'Retry', run: retry } : null,
        durationMs: 12_000,
      });
    },
    close,
  };
}
