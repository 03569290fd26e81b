import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import { LEADS_OUT, NO_FILE, OFFLINE, type Unreadable, UNREADABLE_NAME } from './look-at.ts';

type Words = readonly [code: ErrorCode, (what: string, entry: Unreadable) => string];

const denied: Words = [
  'read-denied',
  (what, entry) => (entry.isFolder ? `${what} may not be opened, so nothing in it was read.` : `${what} may not be opened.`),
];

const words: Readonly<Record<string, Words>> = {
  EACCES: denied,
  EPERM: denied,
  EBUSY: ['read-denied', (what) => `${what} is in use by another program; it is tried again later.`],
  ENAMETOOLONG: ['read-denied', (what) => `${what} lies too deep: its path is longer than the system can open.`],
  [UNREADABLE_NAME]: [
    'read-denied',
    (what) => `${what} has a name that is no valid text, so it cannot be opened. Rename it, then scan again.`,
  ],
  [LEADS_OUT]: [
    'read-unsupported',
    (what) => `${what} is a link that leads out of this folder, and links are not followed. Add what it leads to as a source.`,
  ],
  [NO_FILE]: ['read-unsupported', (what) => `${what} is a pipe, a socket or a device, not a document; it was not opened.`],
  [OFFLINE]: [
    'read-offline',
    (what) => `${what} is in the cloud and not on this computer. Make it available offline; it is read as soon as it is here.`,
  ],
};

/** The words under which a folder or file that is not looked into is listed. */
export function unreadableError(entry: Unreadable): AppError {
  const what = entry.isFolder ? `The folder “${entry.name}”` : `“${entry.name}”`;
  const [code, message] = words[entry.code] ?? ['read-denied', () => `${what} could not be opened (${entry.code}).`];
  return new AppError(code, message(what, entry), { details: { subject: entry.name, reason: entry.code } });
}

/** The words for a file above the size that its source's rules allow. */
export function tooLargeError(file: { name: string; sizeBytes: number }, largestFileBytes: number): AppError {
  return new AppError('read-too-large', `“${file.name}” is larger than this source's rules allow, so it was not read.`, {
    details: { subject: file.name, limit: largestFileBytes, actual: file.sizeBytes },
  });
}
