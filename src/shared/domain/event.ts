import { z } from 'zod';
import { libraryCheckSchema } from './library-check.ts';
import { modelStatusSchema } from './model.ts';
import { ocrStatusSchema } from './ocr.ts';
import { powerStatusSchema } from './power.ts';
import { sourceSchema } from './source.ts';

/** What changed in the engine. The window applies or refetches; nothing here is a command. */
export const engineChangeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('source-changed'), source: sourceSchema }),
  z.object({ type: z.literal('source-removed'), sourceId: z.number(), collectionId: z.number() }),
  z.object({ type: z.literal('documents-changed'), collectionId: z.number() }),
  z.object({ type: z.literal('collections-changed') }),
  z.object({ type: z.literal('threads-changed') }),
  z.object({ type: z.literal('answer-changed'), threadId: z.number(), answerId: z.number() }),
  z.object({ type: z.literal('model-changed'), status: modelStatusSchema }),
  z.object({ type: z.literal('ocr-changed'), status: ocrStatusSchema }),
  z.object({ type: z.literal('power-changed'), status: powerStatusSchema }),
  z.object({ type: z.literal('saved-questions-changed'), collectionId: z.number() }),
  /** Its progress or its end; null: one was removed. */
  z.object({ type: z.literal('library-check-changed'), collectionId: z.number(), check: libraryCheckSchema.nullable() }),
  /** The subscriber missed more than is kept, or the engine is a new one: fetch everything anew. */
  z.object({ type: z.literal('reset') }),
]);
export type EngineChange = z.infer<typeof engineChangeSchema>;

/** `epoch` names one life of the engine; `seq` counts within it. */
export const engineEventSchema = z.object({ epoch: z.string(), seq: z.number(), change: engineChangeSchema });
export type EngineEvent = z.infer<typeof engineEventSchema>;
