import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGrants } from '../../../../src/engine/base/grants.ts';

describe('grants', () => {
  const dir = mkdtempSync(join(tmpdir(), 'footnote-grants-'));
  writeFileSync(join(dir, 'a.txt'), 'a');

  it('turn a chosen path into an id that cannot be guessed and back', async () => {
    const grants = createGrants();
    const folder = await grants.add(dir);
    const file = await grants.add(join(dir, 'a.txt'));
    expect(folder.kind).toBe('folder');
    expect(file).toMatchObject({ kind: 'file', name: 'a.txt' });
    expect(folder.grantId).not.toBe(file.grantId);
    expect(folder.grantId.length).toBeGreaterThanOrEqual(24);
    expect(grants.take(file.grantId)).toBe(join(dir, 'a.txt'));
  });

  it('keep the id that a host minted, so that a restarted engine knows it again', async () => {
    const grants = createGrants();
    expect((await grants.add(dir, 'host-made')).grantId).toBe('host-made');
    expect(grants.take('host-made')).toBe(dir);
  });

  it('refuse an unknown id and a path that does not exist, in words that name the file', async () => {
    const grants = createGrants();
    expect(() => grants.take(dir)).toThrow(expect.objectContaining({ code: 'grant-unknown' }));
    await expect(grants.add(join(dir, 'gone.pdf'))).rejects.toMatchObject({
      code: 'source-missing',
      message: expect.stringContaining('gone.pdf'),
    });
  });

  it.skipIf(process.getuid?.() === 0)('name a folder that may not be entered as unreadable', async () => {
    const closed = join(dir, 'closed');
    const grants = createGrants();
    await grants.add(dir);
    chmodSync(dir, 0o000);
    await expect(grants.add(closed)).rejects.toMatchObject({ code: 'source-unreadable' });
    chmodSync(dir, 0o755);
  });
});
