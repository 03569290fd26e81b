import { ORPCError } from '@orpc/client';
import { APP_ERROR } from '../contract/base.ts';
import { AppError, appErrorDataSchema, fromErrorData, isAbort, isAppError, toErrorData } from '../errors.ts';

const STOPPED = 'CLIENT_CLOSED_REQUEST';

/** A failure that nobody expected: what the log needs to be found by the id that the window shows. */
export interface Bug {
  logId: string;
  /** Dotted name of the method. */
  method: string;
  error: unknown;
}

/** The serving side's translation: whatever a method threw becomes an error that may travel. */
export function toWireError(error: unknown, method: string, onBug: (bug: Bug) => void): ORPCError<string, unknown> {
  if (isAppError(error)) return new ORPCError(APP_ERROR, { status: 500, message: error.message, data: toErrorData(error) });
  if (isAbort(error)) return new ORPCError(STOPPED, { message: 'The work was stopped.' });
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return toWireError(
      new AppError('input-invalid', `The request "${method}" was not understood.`, { details: { reason: firstIssue(error.data) } }),
      method,
      onBug,
    );
  }
  if (error instanceof ORPCError && error.code === APP_ERROR) return error;
  const logId = Math.random().toString(36).slice(2, 10);
  onBug({ logId, method, error });
  return toWireError(
    new AppError('internal', 'Something went wrong inside Footnote.', { details: { subject: method, logId } }),
    method,
    onBug,
  );
}

/** The calling side's translation back. Errors that did not come over the wire pass unchanged. */
export function fromWireError(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  if (error.code === APP_ERROR) {
    const data = appErrorDataSchema.safeParse(error.data);
    if (data.success) return fromErrorData(data.data);
  }
  if (error.code === STOPPED) return Object.assign(new Error(error.message), { name: 'AbortError' });
  if (error.code === 'NOT_FOUND' || error.code === APP_ERROR) {
    return new AppError('protocol-mismatch', 'The two parts of Footnote that spoke to each other are of different versions.');
  }
  if (error.code === 'BAD_REQUEST')
    return new AppError('input-invalid', 'The request was not understood.', { details: { reason: error.message } });
  return new AppError('internal', 'Something went wrong inside Footnote.', { details: { reason: error.code } });
}

/** Field and rule of the first broken rule. Zod's words name types and limits, never the value. */
function firstIssue(data: unknown): string {
  const issue = (data as { issues?: readonly { path?: readonly unknown[]; message?: string }[] } | undefined)?.issues?.[0];
  if (!issue) return 'malformed';
  const field = (issue.path ?? []).map(String).join('.');
  return field === '' ? (issue.message ?? 'malformed') : `${field}: ${issue.message ?? 'malformed'}`;
}
