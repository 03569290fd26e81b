import { oc } from '@orpc/contract';
import { appErrorDataSchema } from '../errors.ts';

/** Raised when the two sides of a connection were built from different contracts. */
export const PROTOCOL_VERSION = 1;

/** Every method may fail with an {@link AppError}; its data travels under this one oRPC code. */
export const APP_ERROR = 'APP_ERROR';

export const base = oc.errors({ [APP_ERROR]: { status: 500, data: appErrorDataSchema } });
