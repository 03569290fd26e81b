import { z } from 'zod';
import { appErrorDataSchema } from '../errors.ts';
import { locatorSchema } from './place.ts';

/**
 * How a file is read; also what the source pane shows it as. `image`: a picture, read by recognising its text ·
 * `archive`: ZIP, TAR and GZIP, whose members are documents of their own.
 */
export const documentFormatSchema = z.enum([
  'pdf',
  'docx',
  'odt',
  'rtf',
  'doc',
  'pptx',
  'odp',
  'ppt',
  'xlsx',
  'ods',
  'xls',
  'csv',
  'epub',
  'html',
  'mhtml',
  'markdown',
  'text',
  'code',
  'latex',
  'org',
  'asciidoc',
  'rst',
  'json',
  'yaml',
  'xml',
  'subtitles',
  'eml',
  'mbox',
  'msg',
  'image',
  'archive',
]);
export type DocumentFormat = z.infer<typeof documentFormatSchema>;

export const blockKindSchema = z.enum(['heading', 'paragraph', 'list-item', 'table-row', 'code', 'quote', 'caption', 'footnote']);
export type BlockKind = z.infer<typeof blockKindSchema>;

/**
 * queued: known, not read yet · reading: a reader has it · searchable: full text is in the index ·
 * failed: listed with its reason · missing: the original is gone, the index still serves it until the next scan.
 */
export const documentStateSchema = z.enum(['queued', 'reading', 'searchable', 'failed', 'missing']);
export type DocumentState = z.infer<typeof documentStateSchema>;

/**
 * What reading a document came to. ok · partial: some of it is missing, `warnings` say what · no-text-layer: pages are
 * pictures nobody has read yet · the rest: why nothing could be read. null while it waits.
 */
export const documentOutcomeSchema = z.enum([
  'ok',
  'partial',
  'no-text-layer',
  'encrypted',
  'corrupt',
  'empty',
  'too-large',
  'unsupported',
  'quarantined',
  'unreachable',
]);
export type DocumentOutcome = z.infer<typeof documentOutcomeSchema>;

export const documentSchema = z.object({
  id: z.number(),
  sourceId: z.number(),
  collectionId: z.number(),
  /** File name with extension. */
  name: z.string(),
  /** Path below the source, with forward slashes. */
  relativePath: z.string(),
  title: z.string().nullable(),
  /** The document whose attachment or archive member this is. */
  parentId: z.number().nullable(),
  /** BCP 47, recognised from the text; null where that is not certain. */
  language: z.string().nullable(),
  outcome: documentOutcomeSchema.nullable(),
  /** Pages without a text layer that are not recognised yet. */
  pagesWithoutText: z.number(),
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
  locator: locatorSchema.nullable(),
});
export type DocumentBlock = z.infer<typeof documentBlockSchema>;

/**
 * A page as displayed, in points (an image's in pixels). `textSource`: where its text came from; `none` is a picture
 * of text that is not recognised. `confidence` is that of recognition, 0 to 100.
 */
export const pageSizeSchema = z.object({
  page: z.number(),
  width: z.number(),
  height: z.number(),
  textSource: z.enum(['layer', 'none', 'ocr']).default('layer'),
  confidence: z.number().nullable().default(null),
});
export type PageSize = z.infer<typeof pageSizeSchema>;
