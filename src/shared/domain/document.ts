import { z } from 'zod';
import { appErrorDataSchema } from '../errors.ts';

/** How a file is read; also what the source pane shows it as. */
export const documentFormatSchema = z.enum(['pdf', 'docx', 'html', 'markdown', 'text']);
export type DocumentFormat = z.infer<typeof documentFormatSchema>;

export const blockKindSchema = z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'code', 'quote', 'caption', 'footnote']);
export type BlockKind = z.infer<typeof blockKindSchema>;

/**
 * queued: known, not read yet · reading: a reader has it · searchable: full text is in the index ·
 * failed: listed with its reason · missing: the original is gone, the index still serves it until the next scan.
 */
export const documentStateSchema = z.enum(['queued', 'reading', 'searchable', 'failed', 'missing']);
export type DocumentState = z.infer<typeof documentStateSchema>;

export const documentSchema = z.object({
  id: z.number(),
  sourceId: z.number(),
  collectionId: z.number(),
  /** File name with extension. */
  name: z.string(),
  /** Path below the source, with forward slashes. */
  relativePath: z.string(),
  title: z.string().nullable(),
  format: documentFormatSchema.nullable(),
  state: documentStateSchema,
  sizeBytes: z.number(),
  modifiedAtMs: z.number(),
  pageCount: z.number().nullable(),
  chunkCount: z.number(),
  embeddedChunkCount: z.number(),
  /** Set while `state` is failed; a partly read file carries a warning here and stays searchable. */
  error: appErrorDataSchema.nullable(),
  warnings: z.array(z.string()),
  indexedAtMs: z.number().nullable(),
});
export type Document = z.infer<typeof documentSchema>;

/** One block as the source pane shows it. `start` is its offset in the document's canonical text. */
export const documentBlockSchema = z.object({
  ordinal: z.number(),
  kind: blockKindSchema,
  level: z.number().nullable(),
  text: z.string(),
  start: z.number(),
  page: z.number().nullable(),
  lineStart: z.number().nullable(),
  lineEnd: z.number().nullable(),
});
export type DocumentBlock = z.infer<typeof documentBlockSchema>;

export const pageSizeSchema = z.object({ page: z.number(), width: z.number(), height: z.number() });
export type PageSize = z.infer<typeof pageSizeSchema>;
