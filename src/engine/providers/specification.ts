import type { ChatMessage, GenerationPart } from '../../shared/contract/models.ts';
import type { GpuKind, ModelRole, ModelStatus } from '../../shared/domain/model.ts';

/** Options of every call that may take long. An abort rejects with the signal's own reason. */
export interface CallOptions {
  signal?: AbortSignal;
}

export interface GenerationRequest {
  /** Stable prefix first, the question last: equal beginnings are served from the cache. */
  messages: readonly ChatMessage[];
  maxTokens: number;
  temperature?: number;
  /** Turns of one thread share a key. */
  cacheKey?: string;
  thinking?: boolean;
}

/** A chat model, whoever serves it. Orchestration never branches on `provider`. */
export interface LanguageModel {
  readonly provider: string;
  readonly name: string;
  readonly backend: GpuKind | null;
  /** Prompt and answer together must fit. */
  readonly contextTokens: number;
  countTokens(texts: readonly string[], options?: CallOptions): Promise<number[]>;
  /** Fails with `context-overflow`, `generation-failed` or `process-lost`. */
  generate(request: GenerationRequest, options?: CallOptions): AsyncIterable<GenerationPart>;
}

export interface EmbeddingModel {
  readonly provider: string;
  readonly name: string;
  /** Names the vector space: file, dimension, pooling and prompt. Vectors of two identities never meet. */
  readonly identity: string;
  readonly dimensions: number;
  /** Unit-length vectors in the order of `texts`; texts over the model's window are cut at its end. */
  embed(texts: readonly string[], purpose: 'query' | 'passage', options?: CallOptions): Promise<Float32Array[]>;
}

export interface RerankingModel {
  readonly provider: string;
  readonly name: string;
  /** One score per document; comparable only within the call. */
  rerank(query: string, documents: readonly string[], options?: CallOptions): Promise<number[]>;
}

/**
 * The models a person chose, loaded on first use. A role without a model gives null, a model that cannot be
 * loaded throws its `model-*` error.
 */
export interface ModelRegistry {
  chat(options?: CallOptions): Promise<LanguageModel | null>;
  embedding(options?: CallOptions): Promise<EmbeddingModel | null>;
  reranker(options?: CallOptions): Promise<RerankingModel | null>;
  status(): ModelStatus[];
  /** Keeps the choice in the library's settings; null takes it away. */
  set(role: ModelRole, path: string | null): Promise<ModelStatus>;
  load(role: ModelRole): Promise<ModelStatus>;
  unload(role: ModelRole): Promise<ModelStatus>;
  onChange(listener: (status: ModelStatus) => void): () => void;
  dispose(): Promise<void>;
}
