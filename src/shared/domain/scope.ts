import { z } from 'zod';
import { documentFormatSchema } from './document.ts';

/** What a document is told by; one of the values of each list suffices, an empty list asks for nothing. */
const traitsSchema = z.object({
  formats: z.array(documentFormatSchema),
  /** Parts of the path of its folder, the source's name included; a container counts as a folder. */
  folders: z.array(z.string().min(1)),
  /** Parts of its own name. */
  names: z.array(z.string().min(1)),
  /** ISO 639-1 codes of the language it is written in. */
  languages: z.array(z.string().min(1)),
});
export type DocumentTraits = z.infer<typeof traitsSchema>;

/** Which of a collection's documents a search looks at: those that match `only` and `between`, and nothing of `not`. */
export const searchFilterSchema = z.object({
  only: traitsSchema,
  not: traitsSchema,
  /** When its file was last changed: from the first to before the second, in milliseconds since 1970. */
  between: z.object({ fromMs: z.number().nullable(), beforeMs: z.number().nullable() }),
});
export type SearchFilter = z.infer<typeof searchFilterSchema>;

const noTraits: DocumentTraits = { formats: [], folders: [], names: [], languages: [] };

/** A filter that lets every document through. */
export const everyDocument: SearchFilter = { only: noTraits, not: noTraits, between: { fromMs: null, beforeMs: null } };

/** True for a filter that leaves nothing out. */
export function isEveryDocument({ only, not, between }: SearchFilter): boolean {
  const asksNothing = (traits: DocumentTraits): boolean => Object.values(traits).every((values) => values.length === 0);
  return asksNothing(only) && asksNothing(not) && between.fromMs === null && between.beforeMs === null;
}
