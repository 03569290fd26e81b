import { readFile, rename, writeFile } from 'node:fs/promises';
import { safeStorage } from 'electron';

/** Secrets by a key that tells nothing about them. */
export interface Keychain {
  get(key: string): Promise<string | null>;
  /** Null forgets it. */
  set(key: string, secret: string | null): Promise<void>;
}

/** False where the system has no store for keys of its own: what it then encrypts, anybody could decrypt. */
export function hasKeychain(platform: NodeJS.Platform = process.platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** Of the decrypted file. */
function parseSecrets(text: string): Map<string, string> {
  const stored: unknown = JSON.parse(text);
  const isRecord = typeof stored === 'object' && stored !== null && !Array.isArray(stored);
  const entries = isRecord ? Object.entries(stored) : [];
  if (!isRecord || !entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')) {
    throw new Error('The file of secrets holds something else.');
  }
  return new Map(entries);
}

async function bytesOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/**
 * Keeps secrets in one file, encrypted with a key of the system's; never in clear text. Rejects where the file is there
 * and cannot be read, as while the system's keys are locked; nothing is written over it then.
 */
export function createKeychain(file: string): Keychain {
  let turn: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Map<string, string>> {
    const encrypted = await bytesOrNull(file);
    return encrypted === null ? new Map() : parseSecrets(safeStorage.decryptString(encrypted));
  }

  /** One after the other: two writes at once would each lose what the other kept. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  return {
    get: (key) => inTurn(async () => (await read()).get(key) ?? null),
    set: (key, secret) =>
      inTurn(async () => {
        const secrets = await read();
        if (secret !== null) secrets.set(key, secret);
        else if (!secrets.delete(key)) return;
        await writeFile(`${file}.new`, safeStorage.encryptString(JSON.stringify(Object.fromEntries(secrets))), { mode: 0o600 });
        await rename(`${file}.new`, file);
      }),
  };
}
