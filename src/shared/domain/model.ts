import { z } from 'zod';
import { appErrorDataSchema } from '../errors.ts';

export const modelRoleSchema = z.enum(['chat', 'embedding', 'reranker']);
export type ModelRole = z.infer<typeof modelRoleSchema>;

export const gpuKindSchema = z.enum(['cpu', 'vulkan', 'metal', 'cuda']);
export type GpuKind = z.infer<typeof gpuKindSchema>;

/** not-set: the person chose none · idle: chosen, not in memory · failed: see `error`. */
export const modelStateSchema = z.enum(['not-set', 'idle', 'loading', 'ready', 'failed']);
export type ModelState = z.infer<typeof modelStateSchema>;

/** Facts read from a loaded file. `dimensions` only for embedding models. */
export const modelFactsSchema = z.object({
  name: z.string(),
  architecture: z.string(),
  sizeBytes: z.number(),
  contextTokens: z.number(),
  trainContextTokens: z.number(),
  dimensions: z.number().nullable(),
  pooling: z.string().nullable(),
  gpu: gpuKindSchema,
  gpuLayers: z.number(),
  threads: z.number(),
  loadMs: z.number(),
});
export type ModelFacts = z.infer<typeof modelFactsSchema>;

export const modelStatusSchema = z.object({
  role: modelRoleSchema,
  state: modelStateSchema,
  /** File name, not the path. */
  fileName: z.string().nullable(),
  displayPath: z.string().nullable(),
  /** 0 to 1 while loading. */
  loadProgress: z.number().nullable(),
  facts: modelFactsSchema.nullable(),
  error: appErrorDataSchema.nullable(),
});
export type ModelStatus = z.infer<typeof modelStatusSchema>;
