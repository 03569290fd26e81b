import type { Library } from '../store/open.ts';
import { dropRemembered, noteRemembered, unusedRemembered } from '../store/remembered.ts';
import type { Keychain } from './passwords.ts';

/**
 * The system's keychain, with the passwords of this library alone: one whose document was removed for good is forgotten
 * after the next sweep, or in another life when the keychain does not answer.
 */
export function createLibraryKeychain(
  library: Pick<Library, 'read' | 'transaction' | 'onSwept'>,
  keychain: Keychain,
  onKeychainError: () => void,
): Keychain {
  let isForgetting = false;

  async function forgetUnused(): Promise<void> {
    for (;;) {
      const [sha256] = unusedRemembered(library.read);
      if (sha256 === undefined) return;
      await keychain.set(sha256, null);
      library.transaction((db) => dropRemembered(db, sha256));
    }
  }

  library.onSwept(() => {
    if (isForgetting) return;
    isForgetting = true;
    forgetUnused()
      .catch(onKeychainError)
      .finally(() => {
        isForgetting = false;
      });
  });
  return {
    get: (key) => keychain.get(key),
    async set(key, secret) {
      // Noted first: what is kept is then known to be there, however this process ends.
      library.transaction((db) => noteRemembered(db, key));
      await keychain.set(key, secret);
    },
  };
}
