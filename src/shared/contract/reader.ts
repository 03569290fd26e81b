import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { blockKindSchema, documentFormatSchema, pageSizeSchema } from '../domain/document.ts';
import { locatorSchema } from '../domain/place.ts';
import { base } from './base.ts';

/** A word's rectangle; `start` and `end` are offsets in its block's text, coordinates as in `Box`. */
export const wordBoxSchema = z.object({
  start: z.number(),
  end: z.number(),
  x0: z.number(),
  y0: z.number(),
  x1: z.number(),
  y1: z.number(),
});
export type WordBox = z.infer<typeof wordBoxSchema>;

/** One piece of structure as a reader found it, in reading order. */
export const readBlockSchema = z.object({
  kind: blockKindSchema,
  /** 1 to 6 for headings, nesting depth for list items, 1 for a table row that names the columns of its table. */
  level: z.number().nullable(),
  text: z.string(),
  /** Headings above this block, outermost first; a heading does not list itself. */
  headingPath: z.array(z.string()),
  page: z.number().nullable(),
  /** 1-based lines of the file, for line-based formats. */
  lineStart: z.number().nullable(),
  lineEnd: z.number().nullable(),
  words: z.array(wordBoxSchema),
  locator: locatorSchema.nullable(),
});
export type ReadBlock = z.infer<typeof readBlockSchema>;

/** wasm: readers in WASM and JavaScript · native: old Office formats through native code · ocr: recognition of text. */
export const readerClassSchema = z.enum(['wasm', 'native', 'ocr']);
export type ReaderClass = z.infer<typeof readerClassSchema>;

/** Streamed while a file is read; a file that dies on page 300 keeps what was streamed before. */
export const readPartSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('begin'),
    format: documentFormatSchema,
    reader: z.string(),
    readerVersion: z.number(),
    title: z.string().nullable(),
    pageCount: z.number().nullable(),
  }),
  z.object({ type: z.literal('page'), page: pageSizeSchema }),
  z.object({ type: z.literal('blocks'), blocks: z.array(readBlockSchema) }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  /** A document of its own inside this one: a file of an archive, an attachment of a mail. `path` has forward slashes. */
  z.object({ type: z.literal('member'), path: z.string(), sizeBytes: z.number(), modifiedAtMs: z.number().nullable() }),
  /** Part of the file's own bytes, in base64, in order: a stream of parts carries text only. */
  z.object({ type: z.literal('bytes'), base64: z.string() }),
  /** Comes alone: the file is for a process of another class. Whoever holds the processes reads it there. */
  z.object({ type: z.literal('elsewhere'), readerClass: readerClassSchema }),
  /** `sha256` is of the bytes that were read, in hexadecimal. `language` is BCP 47, recognised from the text; null or absent where that is not certain. */
  z.object({ type: z.literal('end'), sha256: z.string(), sizeBytes: z.number(), language: z.string().nullable().optional() }),
]);
export type ReadPart = z.infer<typeof readPartSchema>;

/** What to read, and with what. */
export const readInputSchema = z.object({
  path: z.string(),
  /** From the file at `path` inwards: a member of it, a member of that. Empty for the file itself. */
  members: z.array(z.string()).default([]),
  /** Null to detect. */
  formatHint: documentFormatSchema.nullable(),
  password: z.string().nullable().default(null),
  /**
   * text: the file is read · identity: only `begin` and `end`, so its format and hash · bytes: the file's own bytes ·
   * unlocked: of a PDF, its bytes without the protection that the password opens; none where it opens without one.
   */
  purpose: z.enum(['text', 'identity', 'bytes', 'unlocked']).default('text'),
  /** Recognise the text of pages that have none; `languagesDir` holds the language files. */
  ocr: z
    .object({ languages: z.array(z.string()), languagesDir: z.string() })
    .nullable()
    .default(null),
  /** The class of the process; what another class reads is then sent on. Null reads everything. */
  readerClass: readerClassSchema.nullable().default(null),
  /** The second one where the file ended the first. */
  engine: z.enum(['first', 'second']).default('first'),
});
export type ReadInput = z.input<typeof readInputSchema>;

/** How many parts a reader may be ahead of its consumer. */
export const READ_WINDOW_PARTS = 32;

/** A reader process. It opens the one path it is given, and never a connection. */
export const readerContract = {
  /** Errors carry the `read-*` codes. */
  read: base.input(readInputSchema).output(eventIterator(readPartSchema)),
  /**
   * So many more parts of the reading under way have been dealt with. A reading stops at
   * `READ_WINDOW_PARTS` parts ahead of this: streams have no back-pressure of their own, and a long
   * document would else wait in the memory of a slower consumer.
   */
  acknowledge: base.input(z.object({ parts: z.number().int().positive() })).output(z.void()),
};
export type ReaderContract = typeof readerContract;
