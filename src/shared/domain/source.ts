import { z } from 'zod';

export const collectionSchema = z.object({
  id: z.number(),
  name: z.string(),
  createdAtMs: z.number(),
  sourceCount: z.number(),
  documentCount: z.number(),
});
export type Collection = z.infer<typeof collectionSchema>;

export const sourceKindSchema = z.enum(['folder', 'file']);

/** scanning: walking the tree · ingesting: files or embeddings are being worked on · idle: up to date. */
export const sourceStateSchema = z.enum(['scanning', 'ingesting', 'paused', 'idle', 'missing']);
export type SourceState = z.infer<typeof sourceStateSchema>;

/** Progress of one source. Counts of files are of this run; rates are over the last half minute; unknown is null. */
export const sourceProgressSchema = z.object({
  filesTotal: z.number(),
  filesDone: z.number(),
  filesFailed: z.number(),
  filesUnchanged: z.number(),
  /** What the library holds of the source, whichever run brought it, with what is inside of files. */
  documentsTotal: z.number(),
  /** Of these, what could not be read as things stand. */
  documentsFailed: z.number(),
  chunksTotal: z.number(),
  chunksEmbedded: z.number(),
  filesPerSecond: z.number().nullable(),
  chunksPerSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Name of the file being read right now. */
  currentFile: z.string().nullable(),
});
export type SourceProgress = z.infer<typeof sourceProgressSchema>;

/** What of a source is left out. `ignore` has the lines of a `.gitignore`. */
export const sourceRulesSchema = z.object({
  ignore: z.string().max(20_000),
  /** Names that begin with a dot, and what the system hides. */
  includeHidden: z.boolean(),
  /** Larger files are listed, not read. */
  largestFileBytes: z.number().int().positive(),
});
export type SourceRules = z.infer<typeof sourceRulesSchema>;

export const defaultSourceRules: SourceRules = { ignore: '', includeHidden: false, largestFileBytes: 500 * 1024 * 1024 };

export const sourceSchema = z.object({
  id: z.number(),
  collectionId: z.number(),
  kind: sourceKindSchema,
  /** What the person recognises: last part of the path. */
  name: z.string(),
  /** Full path, for display only; it never comes back as authority. */
  displayPath: z.string(),
  state: sourceStateSchema,
  addedAtMs: z.number(),
  scannedAtMs: z.number().nullable(),
  rules: sourceRulesSchema,
  /** Changes in it are noticed as they happen; false where the system cannot tell (then rescans do). */
  watched: z.boolean(),
  progress: sourceProgressSchema,
});
export type Source = z.infer<typeof sourceSchema>;

/**
 * How much of a collection could be searched, and how. A query says so with its hits. A document whose newer version
 * failed or is not read yet is searched in its older one.
 */
export const coverageSchema = z.object({
  documents: z.number(),
  searchable: z.number(),
  failed: z.number(),
  /** Found, and nothing of it read yet. */
  waiting: z.number(),
  chunks: z.number(),
  embedded: z.number(),
});
export type Coverage = z.infer<typeof coverageSchema>;
