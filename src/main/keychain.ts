import { readFile, rename, writeFile } from 'node:fs/promises';
import { safeStorage } from 'electron';

/** Secrets by a key that tells nothing about them. */
export interface Keychain {
  get(key: string): Promise<string | null>;
  set(key: string, secret: string): Promise<void>;
}

/** False where the system has no store for keys of its own: what it then encrypts, anybody could decrypt. */
export function hasKeychain(platform: NodeJS.Platform = process.platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** Keeps secrets in one file, encrypted with a key of the system's; never in clear text. A file that cannot be decrypted counts as empty. */
export function createKeychain(file: string): Keychain {
  let turn: Promise<unknown> = Promise.resolve();

  async function read(): Promise<Map<string, string>> {
    try {
      const stored: unknown = JSON.parse(safeStorage.decryptString(await readFile(file)));
      const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
      return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    } catch {
      return new Map();
    }
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
        secrets.set(key, secret);
        await writeFile(`${file}.new`, safeStorage.encryptString(JSON.stringify(Object.fromEntries(secrets))), { mode: 0o600 });
        await rename(`${file}.new`, file);
      }),
  };
}
