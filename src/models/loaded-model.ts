import type { LlamaModel } from 'node-llama-cpp';
import type { ModelFacts, ModelRole } from '../shared/domain/model.ts';
import { AppError } from '../shared/errors.ts';
import type { ModelFile } from './model-file.ts';
import type { Runtime } from './runtime.ts';

/** A model in memory that serves one role. */
export interface LoadedModel {
  readonly role: ModelRole;
  readonly file: ModelFile;
  readonly facts: ModelFacts;
  countTokens(texts: readonly string[]): number[];
  /** Lets the calls under way end, refuses later ones, then gives the memory back. */
  dispose(): Promise<void>;
}

/** What a role needs to make its contexts. */
export interface RoleLoad {
  runtime: Runtime;
  file: ModelFile;
  model: LlamaModel;
  /** Tokens that the caller wants to fit; the role's default otherwise. */
  contextTokens: number | undefined;
  signal: AbortSignal | undefined;
}

/** The figures of a model whose context holds `contextTokens`. The time is filled in by whoever measured it. */
export function modelFacts(load: RoleLoad, contextTokens: number, more: { threads: number; dimensions?: number }): ModelFacts {
  const { file, model, runtime } = load;
  return {
    name: file.name,
    architecture: file.architecture,
    sizeBytes: file.sizeBytes,
    contextTokens,
    trainContextTokens: model.trainContextSize,
    dimensions: more.dimensions ?? null,
    pooling: file.pooling,
    gpu: runtime.gpu,
    gpuLayers: model.gpuLayers,
    threads: more.threads,
    loadMs: 0,
  };
}

/** Counts of tokens as the model's own tokenizer makes them, special tokens not included. */
export function countTokens(model: LlamaModel, texts: readonly string[]): number[] {
  return texts.map((text) => model.tokenize(text).length);
}

/** Raised where a call meets no model of its role. */
export function notLoaded(role: ModelRole): AppError {
  return new AppError('model-not-set', `No ${role} model is loaded.`, { details: { subject: role } });
}
