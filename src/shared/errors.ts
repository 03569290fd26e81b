import { z } from 'zod';

/** What sort of trouble an error is, whoever raised it. Decides how the window presents it. */
export const errorKindSchema = z.enum(['input', 'not-found', 'precondition', 'unavailable', 'rate-limited', 'internal']);
export type ErrorKind = z.infer<typeof errorKindSchema>;

/**
 * Every code an error may carry, per domain. The union is closed: the window has one row of words
 * and one next action for each (`src/renderer/client/error-words.ts`).
 */
export const errorCodes = {
  /* one contract, three transports */
  'input-invalid': 'input',
  'not-found': 'not-found',
  internal: 'internal',
  'protocol-mismatch': 'precondition',
  'connection-lost': 'unavailable',
  /* processes */
  'process-lost': 'unavailable',
  'process-unavailable': 'unavailable',
  'node-too-old': 'precondition',
  /* sources and grants */
  'grant-unknown': 'not-found',
  'source-missing': 'not-found',
  'source-unreadable': 'precondition',
  'source-exists': 'input',
  /* reading files */
  'read-unsupported': 'input',
  'read-encrypted': 'precondition',
  'read-corrupt': 'input',
  'read-empty': 'input',
  'read-too-large': 'input',
  'read-no-text': 'input',
  'read-timeout': 'input',
  'read-memory': 'input',
  'read-crashed': 'input',
  'read-denied': 'precondition',
  'read-vanished': 'not-found',
  'read-wrong-password': 'precondition',
  'read-quarantined': 'input',
  'read-offline': 'precondition',
  'document-changed': 'precondition',
  /* store */
  'store-busy': 'unavailable',
  'store-full': 'precondition',
  'store-corrupt': 'internal',
  'store-read-only': 'precondition',
  'store-newer': 'precondition',
  'store-in-use': 'precondition',
  /* models */
  'model-missing': 'precondition',
  'model-not-set': 'precondition',
  'model-corrupt': 'input',
  'model-wrong-role': 'input',
  'model-unsupported': 'input',
  'model-memory': 'precondition',
  'model-load-failed': 'unavailable',
  'context-overflow': 'input',
  'generation-failed': 'internal',
  'dimension-mismatch': 'precondition',
  /* egress */
  'egress-blocked': 'precondition',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCodes;
export const errorCodeSchema = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]);

/**
 * Facts that help a person act: names and numbers only. Never document text, a prompt or a key.
 * `subject` is the file name, model file name, process or provider that the error is about.
 */
export const errorDetailsSchema = z.object({
  subject: z.string().optional(),
  reason: z.string().optional(),
  limit: z.number().optional(),
  actual: z.number().optional(),
  logId: z.string().optional(),
});
export type ErrorDetails = z.infer<typeof errorDetailsSchema>;

/** The form an error takes between processes. */
export const appErrorDataSchema = z.object({
  code: errorCodeSchema,
  kind: errorKindSchema,
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.number().optional(),
  details: errorDetailsSchema,
});
export type AppErrorData = z.infer<typeof appErrorDataSchema>;

const brand = Symbol.for('footnote.AppError');
const retryableKinds: readonly ErrorKind[] = ['unavailable', 'rate-limited'];

/**
 * An expected failure with a closed code. Bugs stay ordinary errors; cancellation is neither
 * (abort reasons pass through unchanged). Recognised by a registered symbol, not by `instanceof`,
 * so that two copies of a bundle agree.
 */
export class AppError extends Error {
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;
  readonly details: ErrorDetails;

  constructor(
    code: ErrorCode,
    message: string,
    options: { details?: ErrorDetails; retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.kind = errorCodes[code];
    this.retryable = options.retryable ?? retryableKinds.includes(this.kind);
    this.retryAfterMs = options.retryAfterMs;
    this.details = options.details ?? {};
  }
}

/** True for an {@link AppError}, also one made by another copy of this module. */
export function isAppError(error: unknown): error is AppError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** True when `error` only says that somebody stopped the work. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError');
}

/** The wire form of an error. The cause and the stack stay in the process that raised it. */
export function toErrorData(error: AppError): AppErrorData {
  return {
    code: error.code,
    kind: error.kind,
    message: error.message,
    retryable: error.retryable,
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
    details: error.details,
  };
}

/** Rebuilds an error that came from another process. */
export function fromErrorData(data: AppErrorData): AppError {
  return new AppError(data.code, data.message, {
    details: data.details,
    retryable: data.retryable,
    ...(data.retryAfterMs === undefined ? {} : { retryAfterMs: data.retryAfterMs }),
  });
}
