import { parseToChild } from '../shared/control.ts';
import type { ParentChannel } from './parent-channel.ts';
import { createQuestions } from './questions.ts';

/** Secrets kept by the process that forked this one. */
export interface ParentKeychain {
  /** Null when there is none. */
  get(key: string): Promise<string | null>;
  /** Null forgets it. */
  set(key: string, secret: string | null): Promise<void>;
}

/** Asks the parent. Rejects with what it refused the question with. */
export function createParentKeychain(channel: ParentChannel): ParentKeychain {
  const questions = createQuestions((frame) => channel.send(frame));
  channel.onMessage((message) => {
    const frame = parseToChild(message);
    if (frame) questions.settle(frame);
  });
  return {
    get: async (key) => (await questions.ask({ type: 'keychain-get', key })).answer.secret ?? null,
    set: async (key, secret) => {
      await questions.ask({ type: 'keychain-set', key, secret });
    },
  };
}
