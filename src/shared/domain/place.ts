import { z } from 'zod';

/** A rectangle in page points (1/72 inch), origin at the top left of the page as displayed. */
export const boxSchema = z.object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() });
export type Box = z.infer<typeof boxSchema>;

/** A half-open range of UTF-16 code units in a document's canonical text. */
export const spanSchema = z.object({ documentId: z.number(), start: z.number(), end: z.number() });
export type Span = z.infer<typeof spanSchema>;

/** Where a span stands in the original file, in the terms a person would look it up by: all of them count from 1. */
export const placeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('page'), page: z.number(), boxes: z.array(boxSchema) }),
  z.object({ kind: z.literal('lines'), start: z.number(), end: z.number(), headingPath: z.array(z.string()) }),
  z.object({ kind: z.literal('paragraph'), index: z.number(), headingPath: z.array(z.string()) }),
]);
export type Place = z.infer<typeof placeSchema>;
