import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { finishReasonSchema, usageSchema } from '../domain/answer.ts';
import { gpuKindSchema, modelFactsSchema, modelRoleSchema } from '../domain/model.ts';
import { base } from './base.ts';

export const chatMessageSchema = z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() });
export type ChatMessage = z.infer<typeof chatMessageSchema>;

export const loadPartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), fraction: z.number() }),
  z.object({ type: z.literal('loaded'), facts: modelFactsSchema }),
]);
export type LoadPart = z.infer<typeof loadPartSchema>;

/** Parts of one generation. Reasoning is kept apart from the answer's text. */
export const generationPartSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('prompt-end'), inputTokens: z.number(), cachedInputTokens: z.number(), promptMs: z.number() }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('reasoning-delta'), text: z.string() }),
  z.object({ type: z.literal('finish'), reason: finishReasonSchema, usage: usageSchema, decodeMs: z.number() }),
]);
export type GenerationPart = z.infer<typeof generationPartSchema>;

/** The models process. One model per role is in memory; loading another replaces it. Paths come from the engine only. */
export const modelsContract = {
  info: base.output(
    z.object({
      gpu: gpuKindSchema,
      gpuKinds: z.array(gpuKindSchema),
      deviceNames: z.array(z.string()),
      llamaCppRelease: z.string(),
      threads: z.number(),
    }),
  ),
  load: base
    .input(
      z.object({
        role: modelRoleSchema,
        path: z.string(),
        contextTokens: z.number().optional(),
        gpu: z.enum(['auto', 'cpu', 'vulkan', 'metal', 'cuda']).default('auto'),
      }),
    )
    .output(eventIterator(loadPartSchema)),
  unload: base.input(z.object({ role: modelRoleSchema })).output(z.void()),
  loaded: base.output(z.array(z.object({ role: modelRoleSchema, path: z.string(), facts: modelFactsSchema }))),
  /** Streams an answer of the loaded chat model. Fails with `context-overflow` instead of truncating. */
  generate: base
    .input(
      z.object({
        messages: z.array(chatMessageSchema).min(1),
        maxTokens: z.number().int().positive(),
        temperature: z.number().min(0).default(0),
        /** Turns with equal keys share the KV cache of their common prefix. */
        cacheKey: z.string().optional(),
        thinking: z.boolean().default(false),
      }),
    )
    .output(eventIterator(generationPartSchema)),
  countTokens: base.input(z.object({ role: modelRoleSchema, texts: z.array(z.string()) })).output(z.array(z.number())),
  /** Unit-length vectors, one after the other, as float32 little-endian in one blob of texts × dimensions × 4 bytes. */
  embed: base
    .input(z.object({ texts: z.array(z.string()).min(1).max(64), purpose: z.enum(['query', 'passage']) }))
    .output(z.object({ dimensions: z.number(), vectors: z.instanceof(Blob), truncated: z.array(z.number()) })),
  /** One score per document, higher is better; comparable only within one call. */
  rerank: base.input(z.object({ query: z.string(), documents: z.array(z.string()).min(1).max(128) })).output(z.array(z.number())),
};
export type ModelsContract = typeof modelsContract;
