import { isAppError } from '../../../shared/errors.ts';
import type { DocumentFile } from '../../store/documents.ts';
import type { InspectedFile } from './inspect-file.ts';
import type { ReadContext } from './read-content.ts';

/**
 * Tries the password a person gave for a document whose text is in the library: it is not read anew, but its pages are
 * shown with it. True when other files of the source may open now. Errors: `read-wrong-password`, and those of the engine.
 */
export async function tryGivenPassword(
  { readers, passwords }: Pick<ReadContext, 'readers' | 'passwords'>,
  { documentId, sourceId, contentHash, path, members }: DocumentFile,
  { sha256, format }: InspectedFile,
  signal: AbortSignal,
): Promise<boolean> {
  const password = passwords.givenFor(documentId);
  if (password === null || format !== 'pdf' || sha256 !== contentHash) return false;
  try {
    // To the very end: a reader that is left in the middle is not used again.
    for await (const _ of readers.read({ path, members, formatHint: null, password, purpose: 'unlocked' }, { signal }));
  } catch (error) {
    signal.throwIfAborted();
    // A copy that cannot be made says nothing against the text that was read.
    const isOfTheCopy =
      isAppError(error) && ['read-corrupt', 'read-memory', 'read-crashed', 'read-too-large', 'read-timeout'].includes(error.code);
    if (!isOfTheCopy) throw error;
    passwords.refused(documentId);
    return false;
  }
  return passwords.opened({ documentId, sourceId, sha256 }, password);
}
