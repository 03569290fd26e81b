/** Where the system keeps secrets; the host's affair. */
export interface Keychain {
  /** Null when there is none, or when the system does not give it. */
  get(key: string): Promise<string | null>;
  /** Null forgets it. */
  set(key: string, secret: string | null): Promise<void>;
}

/**
 * Passwords of protected documents. They live in this process's memory and, where a person asked for it, in the
 * system's keychain; never in the library, a log or an error.
 */
export interface Passwords {
  /** A person gave one for a document, which is not known by its bytes before it is read. */
  give(given: { documentId: number; sourceId: number; password: string; remember: boolean }): void;
  /** The one a person gave for this very document and that was not tried yet. */
  givenFor(documentId: number): string | null;
  /** What else to try on these bytes: what opened them before, the keychain's, what opened other files of the source. */
  others(sha256: string, sourceId: number): Promise<string[]>;
  /** It opened the bytes. True when that is news: other files of the source may open now. */
  opened(file: { documentId: number; sourceId: number; sha256: string }, password: string): Promise<boolean>;
  /** It did not open the document. */
  refused(documentId: number): void;
}

/** Of each source; trying one costs a start of the reader on the file. */
const MOST_TRIED = 8;

export function createPasswords(keychain: Keychain | undefined, onKeychainError: () => void): Passwords {
  const given = new Map<number, { password: string; remember: boolean }>();
  const byContent = new Map<string, string>();
  const bySource = new Map<number, string[]>();

  async function kept(sha256: string): Promise<string | null> {
    if (!keychain) return null;
    return keychain.get(sha256).catch(() => {
      onKeychainError();
      return null;
    });
  }

  return {
    give({ documentId, password, remember }) {
      given.set(documentId, { password, remember });
    },
    givenFor: (documentId) => given.get(documentId)?.password ?? null,
    async others(sha256, sourceId) {
      const own = byContent.get(sha256) ?? (await kept(sha256));
      return [...new Set([...(own === null ? [] : [own]), ...(bySource.get(sourceId) ?? [])])];
    },
    async opened({ documentId, sourceId, sha256 }, password) {
      const remember = given.get(documentId)?.remember === true;
      given.delete(documentId);
      byContent.set(sha256, password);
      const ofSource = bySource.get(sourceId) ?? [];
      bySource.set(sourceId, [password, ...ofSource.filter((other) => other !== password)].slice(0, MOST_TRIED));
      // It opened the file; that the system would not keep it is no reason to fail.
      if (remember) await keychain?.set(sha256, password).catch(onKeychainError);
      return !ofSource.includes(password);
    },
    refused(documentId) {
      given.delete(documentId);
    },
  };
}
