import type { AnswerEvent, AnswerPart } from '../../shared/domain/answer.ts';

/** What happened in one answer so far; anybody may read along, from any point. */
export interface AnswerLog {
  append(part: AnswerPart): void;
  /** Nothing more comes. */
  close(): void;
  /** Events with a sequence number above `after`, then those to come; ends when the log is closed. */
  read(after: number, signal?: AbortSignal): AsyncGenerator<AnswerEvent>;
}

export function createAnswerLog(): AnswerLog {
  const events: AnswerEvent[] = [];
  let closed = false;
  let wake = Promise.withResolvers<void>();
  const wakeAll = (): void => {
    wake.resolve();
    wake = Promise.withResolvers();
  };
  return {
    append(part) {
      events.push({ seq: events.length + 1, part });
      wakeAll();
    },
    close() {
      closed = true;
      wakeAll();
    },
    async *read(after, signal) {
      const aborted = Promise.withResolvers<void>();
      const stop = (): void => aborted.resolve();
      signal?.addEventListener('abort', stop, { once: true });
      try {
        for (let next = after; ;) {
          signal?.throwIfAborted();
          const event = events[next];
          if (event !== undefined) {
            next += 1;
            yield event;
          } else if (closed) return;
          else await Promise.race([wake.promise, aborted.promise]);
        }
      } finally {
        signal?.removeEventListener('abort', stop);
      }
    },
  };
}
