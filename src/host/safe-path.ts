import { AppError } from '../shared/errors.ts';

const MOST_SEGMENTS = 64;
const MOST_SEGMENT_BYTES = 240;
const reservedOnWindows = /^(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(\.|$)/i;

/** What a name must not hold on any of our systems: separators, control characters, Windows' own signs. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const forbidden = /[\u0000-\u001f\u007f<>:"|?*\\/]/;

/** True for a plain file or folder name that is safe on every system. */
export function isSafeName(name: string): boolean {
  return (
    name !== '' &&
    name !== '.' &&
    name !== '..' &&
    !forbidden.test(name) &&
    !/[. ]$/.test(name) &&
    !reservedOnWindows.test(name) &&
    Buffer.byteLength(name) <= MOST_SEGMENT_BYTES
  );
}

/** The names of a relative path "a/b/c.pdf" from a page. Fails with `input-invalid` when any could lead elsewhere. */
export function safeSegments(relativePath: string): string[] {
  const segments = relativePath.split('/');
  if (segments.length > MOST_SEGMENTS || !segments.every(isSafeName)) {
    throw new AppError('input-invalid', 'A dropped file has a name that cannot be kept on this machine.');
  }
  return segments;
}

/** A name for a person's eye made safe: what may not stand in a file name becomes "_"; never a hidden one. */
export function toSafeName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(new RegExp(forbidden, 'g'), '_')
    .replace(/^\.+|[. ]+$/g, '')
    .slice(0, 60);
  return isSafeName(plain) ? plain : `Upload ${plain.replace(/[^\p{L}\p{N} _-]/gu, '')}`.trim();
}
