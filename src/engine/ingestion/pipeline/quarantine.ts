import { AppError, type ErrorCode, isAppError, toErrorData } from '../../../shared/errors.ts';
import type { Clock } from '../../base/clock.ts';
import type { Library } from '../../store/open.ts';
import { clearQuarantine, noteQuarantined, putInQuarantine, type QuarantineReason, quarantineOf } from '../../store/quarantine.ts';
import { readerIdentity } from '../readers/reader-identities.ts';
import type { InspectedFile } from './inspect-file.ts';

/** What ends a reader. */
const endings: ReadonlySet<ErrorCode> = new Set(['read-timeout', 'read-memory', 'read-crashed']);

export interface Suspect {
  documentId: number;
  /** Null where it is not known what the file is; nothing is kept of it then. */
  inspected: Pick<InspectedFile, 'sha256' | 'format'> | null;
  /** For the eye. */
  name: string;
  /** Recognising text is another way to read, with an account of its own. */
  isRecognition?: boolean;
  /** A person wants it tried again. */
  isAsked: boolean;
  signal: AbortSignal;
}

/** True for what puts bytes in quarantine. */
export function endsReader(error: unknown): error is AppError {
  return isAppError(error) && endings.has(error.code);
}

/**
 * Reads bytes that have not ended a reader of this version before; such bytes, in whatever file, are refused with
 * `read-quarantined` until a person asks for them or a newer reader comes. Bytes that end one now are noted.
 */
export async function outsideQuarantine<T>(
  { library, clock }: { library: Library; clock: Clock },
  { documentId, inspected, name, isRecognition = false, isAsked, signal }: Suspect,
  read: () => Promise<T>,
): Promise<T> {
  const identity = inspected && readerIdentity(inspected.format);
  if (!inspected || !identity) return read();
  const key = {
    sha256: inspected.sha256,
    reader: isRecognition ? `ocr ${identity.reader}` : identity.reader,
    readerVersion: identity.version,
  };
  const before = quarantineOf(library.read, key);
  if (before && !isAsked) {
    library.transaction((db) => noteQuarantined(db, documentId, key.sha256));
    throw quarantined(name, before);
  }
  if (before) library.transaction((db) => clearQuarantine(db, key.sha256));
  try {
    return await read();
  } catch (error) {
    if (endsReader(error) && !signal.aborted) {
      library.transaction((db) => {
        putInQuarantine(db, key, toErrorData(error), { nowMs: clock.nowMs() });
        noteQuarantined(db, documentId, key.sha256);
      });
    }
    throw error;
  }
}

function quarantined(name: string, { code, limit, actual }: QuarantineReason): AppError {
  const why: Partial<Record<ErrorCode, string>> = {
    'read-timeout': 'reading it took too long',
    'read-memory': 'reading it needed too much memory',
    'read-crashed': 'its reader crashed',
  };
  const reason = why[code] ?? 'its reader ended';
  const message = `“${name}” is not tried again by itself: ${reason} the last time these very bytes were read.`;
  return new AppError('read-quarantined', message, {
    details: { subject: name, reason, ...(limit === null ? {} : { limit }), ...(actual === null ? {} : { actual }) },
  });
}
