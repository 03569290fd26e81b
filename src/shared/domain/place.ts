import { z } from 'zod';

/** A rectangle in page points (1/72 inch), origin at the top left of the page as displayed. */
export const boxSchema = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
export type Box = z.infer<typeof boxSchema>;

/** A half-open range of UTF-16 code units in a document's canonical text. */
export const spanSchema = z.object({ documentId: z.number(), start: z.number(), end: z.number() });
export type Span = z.infer<typeof spanSchema>;

/**
 * Where a block stands in formats that have neither pages nor lines. Numbers count from 1. A row of a sheet knows which
 * characters of its text belong to which column; a block of a mail which message of the mailbox and which part of it.
 */
export const locatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('slide'), slide: z.number(), part: z.enum(['body', 'notes']) }),
  z.object({
    kind: z.literal('cells'),
    sheet: z.string(),
    row: z.number(),
    /** `start` and `end` are offsets in the block's text; `column` counts from 1. */
    cells: z.array(z.object({ column: z.number(), start: z.number(), end: z.number() })),
  }),
  z.object({ kind: z.literal('message'), message: z.number(), part: z.enum(['header', 'body', 'quoted']) }),
  z.object({ kind: z.literal('time'), startMs: z.number(), endMs: z.number() }),
  z.object({ kind: z.literal('chapter'), chapter: z.number(), title: z.string() }),
]);
export type Locator = z.infer<typeof locatorSchema>;

/** Where a span stands in the original file, in the terms a person would look it up by: all of them count from 1. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: z.number(), boxes: z.array(boxSchema) }),
  z.object({ kind: z.literal('lines'), start: z.number(), end: z.number(), headingPath: z.array(z.string()) }),
  /** `element` where it is more than a paragraph, with its number in its list or table; absent in answers of older versions. */
  z.object({
    kind: z.literal('paragraph'),
    index: z.number(),
    headingPath: z.array(z.string()),
    element: z.object({ kind: z.enum(['list-item', 'table-row']), number: z.number() }).optional(),
  }),
  z.object({ kind: z.literal('slide'), slide: z.number(), part: z.enum(['body', 'notes']) }),
  /** `range` as in “B2” or “B2:D4”. */
  z.object({ kind: z.literal('cells'), sheet: z.string(), range: z.string() }),
  z.object({ kind: z.literal('message'), message: z.number(), part: z.enum(['header', 'body', 'quoted']) }),
  z.object({ kind: z.literal('time'), startMs: z.number(), endMs: z.number() }),
  z.object({ kind: z.literal('chapter'), chapter: z.number(), title: z.string() }),
]);
export type Place = z.infer<typeof placeSchema>;
