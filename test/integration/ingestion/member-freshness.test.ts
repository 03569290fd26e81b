import { createHash } from 'node:crypto';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocumentBytes } from '../../../src/engine/api/document-bytes.ts';
import type { MemberBytes } from '../../../src/engine/api/member-bytes.ts';
import { listBlocks } from '../../../src/engine/store/contents.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { createWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(() => {
  bench = createWorkbench();
});
afterEach(() => bench.dispose());

const noMembers: MemberBytes = {
  of: () => Promise.reject(new Error('not asked for')),
  unlocked: () => Promise.reject(new Error('not asked for')),
  dispose: () => {},
};
const FIRST = Date.parse('2026-01-02T03:04:05Z');
const SECOND = FIRST + 100_000;

test.each(['a scan', 'the next life'])(
  'a member that waited while its container was away for a moment is read once the container is back (%s)',
  async (by) => {
    bench.put('p.zip', makeZip([{ name: 'a.txt', content: 'old rent is one hundred' }]), FIRST);
    let life = bench.start({ concurrency: 1 });
    const { id } = await life.add();
    await life.idle();
    const archive = bench.put('p.zip', makeZip([{ name: 'a.txt', content: 'new rent is two hundred and more' }]), SECOND);
    // The new container is read, its member waits.
    const off = life.jobs.onChange(() => {
      const { modifiedAtMs, state } = life.document('p.zip');
      if (modifiedAtMs === SECOND && state === 'searchable' && life.document('p.zip/a.txt').state === 'queued') life.ingestion.pause(id);
    });
    life.ingestion.rescan(id);
    await life.idle();
    off();
    const away = join(bench.home, 'away.zip');
    renameSync(archive, away);
    life.ingestion.resume(id);
    await life.idle();
    expect(life.document('p.zip/a.txt').state).toBe('missing');
    renameSync(away, archive);
    if (by === 'a scan') life.ingestion.rescan(id);
    else {
      await life.dispose();
      life = bench.start({ concurrency: 1 });
    }
    await life.idle();
    const member = life.document('p.zip/a.txt');
    expect(member.state).toBe('searchable');
    expect(listBlocks(life.library.read, member.id, 0, 9).blocks[0]?.text).toBe('new rent is two hundred and more');
  },
);

test('a member is not shown out of an archive that was read anew before the member was looked at', async () => {
  bench.put('p.zip', makeZip([{ name: 'a.txt', content: 'rent is 100' }]), FIRST);
  const life = bench.start({ concurrency: 1 });
  const { id } = await life.add();
  await life.idle();
  bench.put('p.zip', makeZip([{ name: 'a.txt', content: 'rent is 999' }]), SECOND);
  const { enqueue } = life.jobs;
  life.jobs.enqueue = (db, request) => {
    if (request.kind !== 'settle-members') enqueue(db, request);
  };
  life.ingestion.rescan(id);
  await life.idle();
  const bytes = Buffer.from('rent is 999');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const unpacking: MemberBytes = { ...noMembers, of: () => Promise.resolve({ bytes, sha256, sizeBytes: bytes.length }) };
  const documentId = life.document('p.zip/a.txt').id;
  await expect(
    readDocumentBytes({ library: life.library, memberBytes: unpacking }, { documentId, start: 0, end: 99 }),
  ).rejects.toMatchObject({
    code: 'document-changed',
  });
});
