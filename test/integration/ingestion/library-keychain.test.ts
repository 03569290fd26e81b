import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createLibraryKeychain } from '../../../src/engine/ingestion/library-keychain.ts';
import type { Keychain } from '../../../src/engine/ingestion/passwords.ts';
import { getDocumentFile } from '../../../src/engine/store/documents.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

test('the keychain forgets the password of a document that was removed for good, in another life when it does not answer', async () => {
  bench.put('one.txt', 'the first of two');
  bench.put('two.txt', 'the second of two');
  const secrets = new Map<string, string>([['of another program', 'x']]);
  let isLocked = false;
  const system: Keychain = {
    get: async (key) => secrets.get(key) ?? null,
    async set(key, secret) {
      if (isLocked) throw new Error('locked');
      if (secret === null) secrets.delete(key);
      else secrets.set(key, secret);
    },
  };
  const onError = vi.fn();
  let life = bench.start();
  const keychain = createLibraryKeychain(life.library, system, onError);
  const { id } = await life.add();
  await life.idle();
  const hashOf = (name: string): string => getDocumentFile(life.library.read, life.document(name).id).contentHash ?? '';
  const [one, two] = [hashOf('one.txt'), hashOf('two.txt')];
  await keychain.set(one, 'first');
  await keychain.set(two, 'second');

  bench.remove('one.txt');
  isLocked = true;
  life.ingestion.rescan(id);
  await life.idle();
  await life.library.sweep();
  await vi.waitFor(() => expect(onError).toHaveBeenCalled());
  expect(await keychain.get(one)).toBe('first');
  await life.dispose();

  isLocked = false;
  life = bench.start();
  const again = createLibraryKeychain(life.library, system, onError);
  await life.idle();
  await life.library.sweep();
  await vi.waitFor(() => expect(secrets.has(one)).toBe(false));
  expect(await again.get(two)).toBe('second');

  await life.ingestion.remove(id);
  await life.library.sweep();
  await vi.waitFor(() => expect([...secrets.keys()]).toEqual(['of another program']));
});
