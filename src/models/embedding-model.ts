import type { LlamaEmbeddingContext, Token } from 'node-llama-cpp';
import { embeddingPrompt } from '../shared/domain/embedding-prompt.ts';
import { AppError } from '../shared/errors.ts';
import { wrongRole } from './load-error.ts';
import { countTokens, modelFacts, notLoaded, type LoadedModel, type RoleLoad } from './loaded-model.ts';
import type { ModelFile } from './model-file.ts';
import { createTurnQueue } from './turn-queue.ts';
import { toUnitLength } from './unit-length.ts';

export interface EmbeddingOutput {
  dimensions: number;
  /** One vector after the other. */
  vectors: Float32Array<ArrayBuffer>;
  /** Indexes of the texts that were cut at the model's window. */
  truncated: number[];
}

export interface LoadedEmbeddingModel extends LoadedModel {
  readonly role: 'embedding';
  embed(texts: readonly string[], purpose: 'query' | 'passage', signal?: AbortSignal): Promise<EmbeddingOutput>;
}

/** Longer than any chunk with its title and headings; a wider window only costs memory. */
const mostContextTokens = 2048;
/** Memory that the contexts may take together beside the weights. */
const contextBudgetBytes = 2 ** 30;
const mostContexts = 8;

/** Refuses files that make no vectors. */
export function checkEmbeddingFile(file: ModelFile): void {
  if (file.pooling === 'rank') throw wrongRole(file, 'pooling', `"${file.fileName}" is a reranker, not an embedding model.`);
  if (file.pooling === null) throw wrongRole(file, 'no-pooling', `"${file.fileName}" is not an embedding model.`);
}

/**
 * Makes an embedding model ready: on the processor one context per thread, because a text is evaluated alone and
 * several threads on one text mostly wait for each other. Errors: what node-llama-cpp throws where memory is short.
 */
export async function openEmbeddingModel(load: RoleLoad): Promise<LoadedEmbeddingModel> {
  const { model, runtime, file, signal } = load;
  const contextTokens = Math.min(load.contextTokens ?? mostContextTokens, model.trainContextSize);
  const contextCount = runtime.gpu === 'cpu' ? await affordableContexts(load, contextTokens) : 1;
  const contexts: LlamaEmbeddingContext[] = [];
  for (let index = 0; index < contextCount; index += 1) {
    contexts.push(
      await model.createEmbeddingContext({
        contextSize: contextTokens,
        // An encoder that gets a text in two batches returns a wrong vector without an error.
        batchSize: contextTokens,
        threads: runtime.gpu === 'cpu' ? 1 : runtime.threads,
        ...(signal ? { createSignal: signal } : {}),
      }),
    );
  }
  const idle = [...contexts];
  const queue = createTurnQueue(contexts.length);
  const prompt = embeddingPrompt(file.name);
  const dimensions = model.embeddingVectorSize;

  const embedOne = async (text: string, callSignal: AbortSignal | undefined): Promise<{ vector: Float32Array; cut: boolean }> => {
    const release = await queue.take(callSignal);
    const context = idle.pop() as LlamaEmbeddingContext;
    try {
      const { tokens, cut } = cutToWindow(context, model.tokenize(text), contextTokens);
      if (tokens.length === 0) return { vector: new Float32Array(dimensions), cut };
      const { vector } = await context.getEmbeddingFor(tokens);
      return { vector: toUnitLength(vector), cut };
    } finally {
      idle.push(context);
      release();
    }
  };

  return {
    role: 'embedding',
    file,
    facts: modelFacts(load, contextTokens, { threads: runtime.gpu === 'cpu' ? contexts.length : runtime.threads, dimensions }),
    countTokens: (texts) => countTokens(model, texts),
    async embed(texts, purpose, callSignal) {
      const output: EmbeddingOutput = { dimensions, vectors: new Float32Array(texts.length * dimensions), truncated: [] };
      let next = 0;
      // Each worker asks anew for every text, so that a query gets its turn in the middle of a batch.
      const worker = async (): Promise<void> => {
        for (let index = next++; index < texts.length; index = next++) {
          const { vector, cut } = await embedOne(prompt[purpose] + texts[index], callSignal);
          output.vectors.set(vector, index * dimensions);
          if (cut) output.truncated.push(index);
        }
      };
      try {
        await allDone(contexts.map(worker));
      } catch (error) {
        callSignal?.throwIfAborted();
        throw failed(error, file);
      }
      output.truncated.sort((left, right) => left - right);
      return output;
    },
    async dispose() {
      await queue.close(() => notLoaded('embedding'));
      await model.dispose();
    },
  };
}

async function affordableContexts({ model, runtime }: RoleLoad, contextTokens: number): Promise<number> {
  const { cpuRam } = await model.fileInsights.estimateContextResourceRequirementsV2({
    contextSize: contextTokens,
    modelGpuLayers: model.gpuLayers,
    batchSize: contextTokens,
    isEmbeddingContext: true,
  });
  const affordable = Math.max(1, Math.floor(contextBudgetBytes / Math.max(1, cpuRam)));
  return Math.min(runtime.threads, affordable, mostContexts);
}

/** Cuts so that the special tokens which the model adds around a text fit as well. */
function cutToWindow(context: LlamaEmbeddingContext, tokens: Token[], contextTokens: number): { tokens: Token[]; cut: boolean } {
  const added = context.calculateInputLength(tokens) - tokens.length;
  const room = contextTokens - 1 - added;
  return tokens.length > room ? { tokens: tokens.slice(0, room), cut: true } : { tokens, cut: false };
}

/** Like Promise.all, but settles only when all have: no text is still being evaluated when a call has failed. */
async function allDone(work: readonly Promise<void>[]): Promise<void> {
  const failures = (await Promise.allSettled(work)).filter((result) => result.status === 'rejected');
  if (failures[0]) throw failures[0].reason;
}

function failed(error: unknown, file: ModelFile): unknown {
  if (error instanceof AppError) return error;
  return new AppError('generation-failed', `"${file.fileName}" could not make the vectors.`, {
    details: { subject: file.fileName },
    cause: error,
  });
}
