import { describe, expect, it } from 'vitest';
import { createPasswords, type Keychain } from '../../../../src/engine/ingestion/passwords.ts';

function memoryKeychain(): Keychain & { secrets: Map<string, string> } {
  const secrets = new Map<string, string>();
  return {
    secrets,
    get: async (key) => secrets.get(key) ?? null,
    set: async (key, secret) => void (secret === null ? secrets.delete(key) : secrets.set(key, secret)),
  };
}

const ignore = () => {};

describe('passwords', () => {
  it('reach the keychain only when the person said so and when they opened the file', async () => {
    const keychain = memoryKeychain();
    const passwords = createPasswords(keychain, ignore);
    passwords.give({ documentId: 1, sourceId: 1, password: 'wrong', remember: true });
    passwords.refused(1);
    passwords.give({ documentId: 1, sourceId: 1, password: 'once', remember: false });
    await passwords.opened({ documentId: 1, sourceId: 1, sha256: 'aa' }, 'once');
    expect(keychain.secrets.size).toBe(0);
    passwords.give({ documentId: 2, sourceId: 1, password: 'kept', remember: true });
    await passwords.opened({ documentId: 2, sourceId: 1, sha256: 'bb' }, 'kept');
    expect([...keychain.secrets]).toEqual([['bb', 'kept']]);
  });

  it('come back from the keychain in another life, for the same bytes only', async () => {
    const keychain = memoryKeychain();
    keychain.secrets.set('bb', 'kept');
    const passwords = createPasswords(keychain, ignore);
    expect(await passwords.others('bb', 1)).toEqual(['kept']);
    expect(await passwords.others('cc', 1)).toEqual([]);
  });

  it('are tried on other files of the same source, the newest first, and on those of no other', async () => {
    const passwords = createPasswords(undefined, ignore);
    expect(await passwords.opened({ documentId: 1, sourceId: 1, sha256: 'aa' }, 'one')).toBe(true);
    expect(await passwords.opened({ documentId: 2, sourceId: 1, sha256: 'bb' }, 'two')).toBe(true);
    expect(await passwords.opened({ documentId: 3, sourceId: 1, sha256: 'cc' }, 'one')).toBe(false);
    expect(await passwords.others('dd', 1)).toEqual(['one', 'two']);
    expect(await passwords.others('dd', 2)).toEqual([]);
  });

  it('do not fail a document when the keychain does not answer', async () => {
    let failures = 0;
    const broken: Keychain = { get: () => Promise.reject(new Error('locked')), set: () => Promise.reject(new Error('locked')) };
    const passwords = createPasswords(broken, () => (failures += 1));
    passwords.give({ documentId: 1, sourceId: 1, password: 'kept', remember: true });
    expect(await passwords.others('aa', 1)).toEqual([]);
    expect(await passwords.opened({ documentId: 1, sourceId: 1, sha256: 'aa' }, 'kept')).toBe(true);
    expect(failures).toBe(2);
  });
});
