import { totalmem } from 'node:os';
import type { LlamaContextSequence } from 'node-llama-cpp';
import type { GenerationPart, ChatMessage } from '../shared/contract/models.ts';
import { createCacheSlots } from './cache-slots.ts';
import { createChatPrompt } from './chat-prompt.ts';
import { generate } from './generation.ts';
import { wrongRole } from './load-error.ts';
import { countTokens, modelFacts, notLoaded, type LoadedModel, type RoleLoad } from './loaded-model.ts';
import type { ModelFile } from './model-file.ts';
import { createTurnQueue } from './turn-queue.ts';

export interface GenerationInput {
  messages: readonly ChatMessage[];
  maxTokens: number;
  temperature: number;
  cacheKey?: string | undefined;
  thinking: boolean;
}

export interface LoadedChatModel extends LoadedModel {
  readonly role: 'chat';
  generate(input: GenerationInput, signal?: AbortSignal): AsyncGenerator<GenerationPart, void>;
}

const gibibyte = 2 ** 30;
const smallestContextTokens = 1024;
/** Small enough on a processor that an abort during a prompt is heard within a second or two. */
const promptBatchTokens = { cpu: 256, gpu: 512 };
/** Two places for conversations where both are cheap; one where the cache of a single one is already large. */
const cheapCacheBytes = gibibyte / 4;

/** Refuses files that are no chat models. */
export function checkChatFile(file: ModelFile): void {
  if (file.pooling !== null) {
    const kind = file.pooling === 'rank' ? 'a reranker' : 'an embedding model';
    throw wrongRole(file, 'pooling', `"${file.fileName}" is ${kind}, not a chat model.`);
  }
  if (file.chatTemplate === null) {
    throw wrongRole(file, 'no-template', `"${file.fileName}" holds no chat format, so it cannot be used for answers.`);
  }
}

/** Makes a chat model ready. Errors: what node-llama-cpp throws where memory is short. */
export async function openChatModel(load: RoleLoad): Promise<LoadedChatModel> {
  const { model, runtime, file, signal } = load;
  const most = Math.min(load.contextTokens ?? defaultContextTokens(runtime.gpu !== 'cpu'), model.trainContextSize);
  const batchSize = Math.min(most, runtime.gpu === 'cpu' ? promptBatchTokens.cpu : promptBatchTokens.gpu);
  const cache = await model.fileInsights.estimateContextResourceRequirementsV2({
    contextSize: most,
    modelGpuLayers: model.gpuLayers,
    batchSize,
  });
  const sequenceCount = cache.cpuRam + cache.gpuVram <= cheapCacheBytes ? 2 : 1;
  const context = await model.createContext({
    contextSize: load.contextTokens === undefined ? { min: Math.min(smallestContextTokens, most), max: most } : most,
    batchSize,
    sequences: sequenceCount,
    threads: runtime.threads,
    ...(signal ? { createSignal: signal } : {}),
  });
  const sequences = Array.from({ length: sequenceCount }, (): LlamaContextSequence => context.getSequence());
  const slots = createCacheSlots(sequences);
  const prompt = createChatPrompt(model, file);
  const queue = createTurnQueue();

  return {
    role: 'chat',
    file,
    facts: modelFacts(load, context.contextSize, { threads: runtime.threads }),
    countTokens: (texts) => countTokens(model, texts),
    async *generate(input, callSignal) {
      const release = await queue.take(callSignal);
      try {
        yield* generate({ model, prompt, batchSize, sequence: slots.pick(input.cacheKey), fileName: file.fileName }, input, callSignal);
      } finally {
        release();
      }
    },
    async dispose() {
      await queue.close(() => notLoaded('chat'));
      await model.dispose();
    },
  };
}

function defaultContextTokens(hasGpu: boolean): number {
  if (hasGpu) return 16_384;
  return totalmem() >= 12 * gibibyte ? 8192 : 4096;
}
