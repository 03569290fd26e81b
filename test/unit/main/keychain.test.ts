import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeychainBroker } from '../../../src/main/keychain-broker.ts';
import { createKeychain, hasKeychain } from '../../../src/main/keychain.ts';
import type { ToChild } from '../../../src/shared/control.ts';
import { safeStorage } from '../../stand-in/electron/small-parts.ts';

vi.mock('electron', () => import('../../stand-in/electron/small-parts.ts'));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'footnote-keychain-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('the keychain of the shell', () => {
  it('gives back what it was given, also in another life, and has none of it in clear text on the disk', async () => {
    const file = join(folder, 'keychain');
    const keychain = createKeychain(file);
    await Promise.all([keychain.set('aa', 'sesame-4711'), keychain.set('bb', 'ålesund')]);
    expect(await keychain.get('aa')).toBe('sesame-4711');
    expect(await createKeychain(file).get('bb')).toBe('ålesund');
    expect(await keychain.get('cc')).toBeNull();
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name)).includes('sesame')).toBe(false);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('forgets what it is told to, and asks nothing of the system when there is nothing to forget', async () => {
    const file = join(folder, 'keychain');
    const keychain = createKeychain(file);
    await keychain.set('aa', null);
    expect(readdirSync(folder)).toEqual([]);
    await keychain.set('aa', 'x');
    await keychain.set('bb', 'y');
    await keychain.set('aa', null);
    expect(await createKeychain(file).get('aa')).toBeNull();
    expect(await createKeychain(file).get('bb')).toBe('y');
  });

  it('keeps what it holds through a moment in which it cannot be decrypted', async () => {
    const keychain = createKeychain(join(folder, 'keychain'));
    await keychain.set('aa', 'x');
    const decrypt = vi.spyOn(safeStorage, 'decryptString').mockImplementation(() => {
      throw new Error('the system is locked');
    });
    await expect(keychain.get('aa')).rejects.toThrow('locked');
    await expect(keychain.set('bb', 'y')).rejects.toThrow('locked');
    decrypt.mockRestore();
    expect(await keychain.get('aa')).toBe('x');
    await keychain.set('bb', 'y');
    expect(await keychain.get('bb')).toBe('y');
  });

  it('writes over nothing that it cannot read', async () => {
    const file = join(folder, 'keychain');
    for (const strange of ['rubbish', safeStorage.encryptString('{"aa":'), safeStorage.encryptString('["x"]')]) {
      writeFileSync(file, strange);
      await expect(createKeychain(file).set('aa', 'x')).rejects.toThrow();
      expect(readFileSync(file)).toEqual(Buffer.from(strange));
    }
    rmSync(file);
    mkdirSync(file);
    await expect(createKeychain(file).set('aa', 'x')).rejects.toThrow();
    expect(readdirSync(folder)).toEqual(['keychain']);
  });

  it('is none where the system has no store for keys of its own', () => {
    expect(hasKeychain('linux')).toBe(true);
    vi.spyOn(safeStorage, 'getSelectedStorageBackend').mockReturnValue('basic_text');
    expect(hasKeychain('linux')).toBe(false);
    expect(hasKeychain('darwin')).toBe(true);
    vi.spyOn(safeStorage, 'isEncryptionAvailable').mockReturnValue(false);
    expect(hasKeychain('darwin')).toBe(false);
  });

  it('answers the engine, and refuses without a word of the secret', async () => {
    const sent: ToChild[] = [];
    const answer = createKeychainBroker(createKeychain(join(folder, 'keychain')), (frame) => sent.push(frame));
    await answer({ type: 'keychain-set', requestId: 1, key: 'aa', secret: 'sesame-4711' });
    await answer({ type: 'keychain-get', requestId: 2, key: 'aa' });
    await answer({ type: 'keychain-get', requestId: 3, key: 'bb' });
    await answer({ type: 'ready' });
    expect(sent).toEqual([
      { type: 'answer', requestId: 1 },
      { type: 'answer', requestId: 2, secret: 'sesame-4711' },
      { type: 'answer', requestId: 3 },
    ]);
    sent.length = 0;
    await createKeychainBroker(null, (frame) => sent.push(frame))({ type: 'keychain-set', requestId: 4, key: 'aa', secret: 'sesame-4711' });
    expect(sent).toMatchObject([{ type: 'refusal', requestId: 4, error: { code: 'process-unavailable' } }]);
    expect(JSON.stringify(sent)).not.toContain('sesame');
  });
});
