import type { GenerationRequest, LanguageModel } from '../../../src/engine/providers/specification.ts';

export interface ScriptedChat extends LanguageModel {
  readonly requests: GenerationRequest[];
}

type Step = string | Error | Promise<void>;

/**
 * A chat model that says what a test wrote for it: strings are pieces of text, promises are waited for, errors are
 * thrown. Everything around it is real.
 */
export function scriptedChat(
  script: (request: GenerationRequest) => readonly Step[],
  options: { contextTokens?: number } = {},
): ScriptedChat {
  const requests: GenerationRequest[] = [];
  const countTokens = (text: string): number => Math.ceil(text.length / 4);
  return {
    provider: 'test',
    name: 'scripted',
    backend: 'cpu',
    contextTokens: options.contextTokens ?? 4096,
    requests,
    countTokens: async (texts) => texts.map(countTokens),
    async *generate(request, { signal } = {}) {
      requests.push(request);
      const inputTokens = request.messages.reduce((sum, message) => sum + countTokens(message.content), 0);
      yield { type: 'prompt-end', inputTokens, cachedInputTokens: 7, promptMs: 1 };
      let outputTokens = 0;
      for (const step of script(request)) {
        signal?.throwIfAborted();
        if (step instanceof Error) throw step;
        if (typeof step === 'string') {
          outputTokens += 1;
          yield { type: 'text-delta', text: step };
        } else {
          const aborted = new Promise<void>((resolve) => {
            signal?.addEventListener('abort', () => resolve(), { once: true });
          });
          // oxlint-disable-next-line no-await-in-loop
          await Promise.race([step, aborted]);
          signal?.throwIfAborted();
        }
      }
      yield { type: 'finish', reason: 'stop', usage: { inputTokens, cachedInputTokens: 7, outputTokens }, decodeMs: 100 };
    },
  };
}
