import { z } from 'zod';
import { base } from './base.ts';

/** What a host can do, asked for by name. The window never asks which host it runs in. */
export const capabilitySchema = z.enum([
  /** A native dialog that picks folders and files. */
  'native-picker',
  /** The in-app picker over {@link hostContract.listFolder}. */
  'list-folder',
  /** A drop reveals real paths. Without it dropped files are uploaded and kept as copies. */
  'drop-paths',
  'upload',
  'reveal-in-folder',
  'open-original',
  'native-menu',
  /** The system keeps secrets for Footnote; `documents.givePassword` may be asked to remember. */
  'keychain',
]);
export type Capability = z.infer<typeof capabilitySchema>;

/** A path a person chose, by an id that only the host can mint. `displayPath` is for the eye. */
export const grantSchema = z.object({ grantId: z.string(), name: z.string(), displayPath: z.string(), kind: z.enum(['folder', 'file']) });
export type Grant = z.infer<typeof grantSchema>;

export const pickInputSchema = z.object({ what: z.enum(['folder', 'files', 'model']) });

export const folderListingSchema = z.object({
  /** Opaque to the window; goes back into `listFolder` and `grantFolder`. */
  displayPath: z.string(),
  parent: z.string().nullable(),
  entries: z.array(z.object({ name: z.string(), kind: z.enum(['folder', 'file']), path: z.string(), sizeBytes: z.number().nullable() })),
});

export const hostContract = {
  capabilities: base.output(z.object({ host: z.string(), capabilities: z.array(capabilitySchema), platform: z.string() })),
  /** Native dialog; an empty list means the person closed it. */
  pick: base.input(pickInputSchema).output(z.array(grantSchema)),
  /** One folder of this machine for the in-app picker; null begins at the home folder. */
  listFolder: base.input(z.object({ path: z.string().nullable(), extensions: z.array(z.string()).optional() })).output(folderListingSchema),
  /** Turns an entry of the in-app picker into a grant. */
  grantPath: base.input(z.object({ path: z.string() })).output(grantSchema),
  /**
   * Upload of dropped files where a drop reveals no path: begin, send parts in order, finish. The copies
   * live in the library folder and are a source like any other.
   */
  uploadBegin: base.input(z.object({ name: z.string() })).output(z.object({ uploadId: z.string() })),
  uploadPart: base
    .input(z.object({ uploadId: z.string(), relativePath: z.string(), offset: z.number(), bytes: z.instanceof(Blob), last: z.boolean() }))
    .output(z.void()),
  uploadFinish: base.input(z.object({ uploadId: z.string() })).output(grantSchema),
  uploadAbort: base.input(z.object({ uploadId: z.string() })).output(z.void()),
  /** `documentId` is resolved by the engine, never a path from the window. */
  revealDocument: base.input(z.object({ documentId: z.number() })).output(z.void()),
  openDocument: base.input(z.object({ documentId: z.number() })).output(z.void()),
};
export type HostContract = typeof hostContract;
