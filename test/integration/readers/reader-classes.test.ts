import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { createReaderPools } from '../../../src/engine/ingestion/readers/reader-pools.ts';
import type { ReaderPool } from '../../../src/engine/ingestion/readers/reader-pool.ts';
import type { ReadInput } from '../../../src/shared/contract/reader.ts';
import type { ChildHandle } from '../../../src/shared/process.ts';
import { processFiles } from '../../../src/supervise/process-files.ts';
import { collectReading, type Reading } from '../../fixtures/documents/collect-reading.ts';
import { scratchFolder, type ScratchFolder } from '../../fixtures/documents/scratch-folder.ts';
import { recordingFork } from './reader-fork.ts';

let pool: ReaderPool | undefined;
let folder: ScratchFolder | undefined;
afterEach(async () => {
  await pool?.dispose();
  folder?.[Symbol.dispose]();
});

const rtf = String.raw`{\rtf1\ansi Minutes of the board{\b , in bold}\par}`;

function realPools(): {
  put: ScratchFolder['put'];
  read: (input: Omit<ReadInput, 'formatHint'>) => Promise<Reading>;
  started: ChildHandle[];
} {
  const { fork, started } = recordingFork();
  const opened = createReaderPools({ fork, size: 1, clock: systemClock, logger: silentLogger });
  const scratch = scratchFolder();
  pool = opened;
  folder = scratch;
  return { started, put: scratch.put, read: (input) => collectReading(opened.read({ ...input, formatHint: null })) };
}

describe('the classes of readers', () => {
  test('native code reads in processes of its own, whatever the file is called', async () => {
    const { put, read, started } = realPools();
    expect((await read({ path: put('note.txt', 'Plain words.') })).begin.format).toBe('text');
    expect(started).toHaveLength(1);
    expect((await read({ path: put('minutes.rtf', rtf) })).begin.format).toBe('rtf');
    expect(started).toHaveLength(2);
    // Named like something else, it is sent on by the reader that met it.
    const misnamed = await read({ path: put('minutes.txt', rtf) });
    expect(misnamed.begin).toMatchObject({ format: 'rtf', reader: 'legacy' });
    expect(misnamed.blocks.map(({ text }) => text)).toEqual(['Minutes of the board, in bold']);
    // And the other way round.
    expect((await read({ path: put('web.rtf', '<!doctype html><p>Saved from the web.</p>') })).begin.format).toBe('html');
    expect(started).toHaveLength(2);
  });

  test('a class whose reader dies leaves the others at work', async () => {
    const reader = fileURLToPath(new URL('trial-reader.ts', import.meta.url));
    const { fork, started } = recordingFork({ ...processFiles(), reader });
    const opened = createReaderPools({ fork, size: 1, clock: systemClock, logger: silentLogger });
    pool = opened;
    // A member's name decides before its reader does.
    const dying = () => collectReading(opened.read({ path: '/files/abort', members: ['old.doc'], formatHint: null }));
    let pages = 0;
    for await (const part of opened.read({ path: '/files/steady', formatHint: null })) {
      if (part.type !== 'page') continue;
      pages += 1;
      if (pages === 1) await expect(dying()).rejects.toMatchObject({ code: 'read-crashed', details: { subject: 'old.doc' } });
      if (pages === 3) break;
    }
    expect(pages).toBe(3);
    expect(started).toHaveLength(2);
  });
});
