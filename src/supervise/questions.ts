import type { ToChild, ToParent } from '../shared/control.ts';
import { fromErrorData, type AppError } from '../shared/errors.ts';
import type { MessagePortLike } from '../shared/process.ts';

type Frame = ToChild | ToParent;
type Question = Extract<Frame, { type: 'grant' | 'document-path' | 'fork' | 'fork-resident' | 'keychain-get' | 'keychain-set' }>;
type WithoutId<F> = F extends unknown ? Omit<F, 'requestId'> : never;
export type Answer = Extract<Frame, { type: 'answer' }>;

export interface Questions {
  /** Sends a control frame that wants an answer. Fails with the error that the other side refused it with. */
  ask(question: WithoutId<Question>): Promise<{ answer: Answer; ports: readonly MessagePortLike[] }>;
  /** Takes an answer or refusal that came in; other frames are left alone. */
  settle(frame: Frame, ports?: readonly MessagePortLike[]): void;
  /** The other side is gone. */
  failAll(error: AppError): void;
}

/** Of this process: several may ask over one channel, and an answer finds its own. */
let lastId = 0;

/** Pairs the questions of one side of a control channel with their answers. */
export function createQuestions(send: (frame: Question) => void): Questions {
  const open = new Map<
    number,
    { resolve(value: { answer: Answer; ports: readonly MessagePortLike[] }): void; reject(error: AppError): void }
  >();
  return {
    ask(question) {
      const requestId = ++lastId;
      return new Promise((resolve, reject) => {
        open.set(requestId, { resolve, reject });
        send({ ...question, requestId });
      });
    },
    settle(frame, ports = []) {
      if (frame.type !== 'answer' && frame.type !== 'refusal') return;
      const asked = open.get(frame.requestId);
      open.delete(frame.requestId);
      if (frame.type === 'answer') asked?.resolve({ answer: frame, ports });
      else asked?.reject(fromErrorData(frame.error));
    },
    failAll(error) {
      const failed = [...open.values()];
      open.clear();
      for (const asked of failed) asked.reject(error);
    },
  };
}
