import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDocumentBytes } from '../../../src/engine/api/document-bytes.ts';
import type { MemberBytes } from '../../../src/engine/api/member-bytes.ts';
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

test.skipIf(process.platform === 'win32')('a named pipe in the place of a document is not waited for', async () => {
  const path = bench.put('a.txt', 'hello');
  const life = bench.start();
  await life.add();
  await life.idle();
  const documentId = life.document('a.txt').id;
  bench.remove('a.txt');
  execFileSync('mkfifo', [path]);
  let hadToBeReleased = false;
  const release = setTimeout(() => {
    hadToBeReleased = true;
    closeSync(openSync(path, constants.O_RDWR));
  }, 2_000);
  await expect(
    readDocumentBytes({ library: life.library, memberBytes: noMembers }, { documentId, start: 0, end: 5 }),
  ).rejects.toMatchObject({ code: 'document-changed' });
  clearTimeout(release);
  expect(hadToBeReleased).toBe(false);
});
