import { z } from 'zod';
import { grantSchema } from './contract/host.ts';
import { appErrorDataSchema } from './errors.ts';

/*
 * Control frames between a process and the one that forked it. They are objects; contract frames are
 * strings and bytes, so both may share one channel (`isControlFrame`).
 */

const processKindSchema = z.enum(['engine', 'models', 'reader']);
const forkOptionsSchema = z.object({ args: z.array(z.string()).readonly().optional(), maxOldSpaceMiB: z.number().optional() });
const frameDataSchema = z.union([z.string(), z.custom<Uint8Array>((value) => value instanceof Uint8Array)]);
/** Names a question of one side; the other side's `answer` or `refusal` carries it back. */
const requestId = z.number().int();

/** First frame of every child. Its parent waits for it, then compares `protocol`. */
export const helloSchema = z.object({ type: z.literal('hello'), kind: processKindSchema, protocol: z.number(), pid: z.number() });
export type Hello = z.infer<typeof helloSchema>;

const answerSchema = z.object({
  type: z.literal('answer'),
  requestId,
  grant: grantSchema.optional(),
  path: z.string().optional(),
  pid: z.number().optional(),
  residentBytes: z.number().optional(),
  /** Absent when there is none. Never logged. */
  secret: z.string().optional(),
});
const refusalSchema = z.object({ type: z.literal('refusal'), requestId, error: appErrorDataSchema });

/** One connection of a window inside the channel, where ports cannot be handed over (browser host). Both directions. */
const dataSchema = z.object({ type: z.literal('data'), connectionId: z.number(), data: frameDataSchema });
const disconnectSchema = z.object({ type: z.literal('disconnect'), connectionId: z.number() });

export const toChildSchema = z.discriminatedUnion('type', [
  /** With one transferred port (Electron): the channel of this child is that port from here on; it says hello there. */
  z.object({ type: z.literal('channel') }),
  /** First frame to an engine process. */
  z.object({
    type: z.literal('init'),
    libraryDir: z.string(),
    version: z.string(),
    /** The parent keeps secrets: it answers `keychain-get` and `keychain-set`. */
    hasKeychain: z.boolean().optional(),
  }),
  /** A window: over the transferred port that comes with this frame, else over `data` frames. */
  z.object({ type: z.literal('connect'), connectionId: z.number() }),
  dataSchema,
  disconnectSchema,
  /** Answered with `grant` or refused. */
  z.object({ type: z.literal('grant'), requestId, grantId: z.string(), path: z.string() }),
  /** Answered with `path` or refused. */
  z.object({ type: z.literal('document-path'), requestId, documentId: z.number() }),
  /** What the machine runs on: after `init`, and at each change. */
  z.object({ type: z.literal('power'), isOnBattery: z.boolean() }),
  /** A child that was forked for this one has ended. */
  z.object({ type: z.literal('fork-exit'), forkId: z.number(), code: z.number().nullable(), signal: z.string().nullable() }),
  answerSchema,
  refusalSchema,
  /** End in good order; the parent ends the process when it takes too long. */
  z.object({ type: z.literal('shutdown') }),
]);
export type ToChild = z.infer<typeof toChildSchema>;

export const toParentSchema = z.discriminatedUnion('type', [
  helloSchema,
  /** The engine has opened its library. */
  z.object({ type: z.literal('ready') }),
  /** The engine cannot open its library. It stays and answers every call with this error. */
  z.object({ type: z.literal('failed'), error: appErrorDataSchema }),
  dataSchema,
  disconnectSchema,
  /**
   * Fork for me (Electron, where only main may). Answered with `pid` and one transferred port, the
   * channel of the new child; or refused.
   */
  z.object({ type: z.literal('fork'), requestId, forkId: z.number(), kind: processKindSchema, options: forkOptionsSchema }),
  z.object({ type: z.literal('fork-kill'), forkId: z.number(), signal: z.enum(['SIGTERM', 'SIGKILL']) }),
  /** Answered with `residentBytes`, absent where the system does not say. */
  z.object({ type: z.literal('fork-resident'), requestId, forkId: z.number() }),
  /** Answered with `secret`, absent when there is none; or refused. */
  z.object({ type: z.literal('keychain-get'), requestId, key: z.string() }),
  /** Null forgets what is kept. */
  z.object({ type: z.literal('keychain-set'), requestId, key: z.string(), secret: z.string().nullable() }),
  answerSchema,
  refusalSchema,
]);
export type ToParent = z.infer<typeof toParentSchema>;

/** True for what may be a control frame; contract frames are strings and bytes. */
export function isControlFrame(message: unknown): message is { type: unknown } {
  return typeof message === 'object' && message !== null && 'type' in message;
}

/** The frame from a parent, or undefined when it is none of ours. */
export function parseToChild(message: unknown): ToChild | undefined {
  return isDataFrame(message) ? message : toChildSchema.safeParse(message).data;
}

/** The frame from a child, or undefined when it is none of ours. */
export function parseToParent(message: unknown): ToParent | undefined {
  return isDataFrame(message) ? message : toParentSchema.safeParse(message).data;
}

/** The one frame that is frequent enough to be checked by hand. */
function isDataFrame(message: unknown): message is z.infer<typeof dataSchema> {
  if (!isControlFrame(message) || message.type !== 'data') return false;
  const { connectionId, data } = message as { connectionId?: unknown; data?: unknown };
  return typeof connectionId === 'number' && (typeof data === 'string' || data instanceof Uint8Array);
}
