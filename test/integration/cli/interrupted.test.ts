import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import type { Coverage, Source } from '../../../src/shared/domain/source.ts';
import { testModelPath } from '../../models/generate.ts';
import { findOrphans } from '../store/orphans.ts';
import { tableCounts } from '../store/table-counts.ts';
import { openCommandLine, type CommandLine } from './command-line.ts';

const FILES = 24;
/** Each of these runs the command several times, on a busy machine with little left for it. */
const longMs = 180_000;

function putDocuments(cli: CommandLine): void {
  for (let at = 0; at < FILES; at += 1) {
    const lines = Array.from(
      { length: 60 },
      (_, line) => `Paragraph ${line} of file ${at}: the tenant of house ${at * line} pays in time.`,
    );
    cli.put(`folder-${at % 7}/file-${at}.md`, `# File ${at}\n\n${lines.join('\n\n')}\n`);
  }
  cli.put('broken.pdf', 'this is no PDF');
}

/** What a library holds, after what nothing refers to was swept. Sequence tables and settings aside, equal work leaves equal counts. */
async function contentsOf(cli: CommandLine): Promise<Record<string, number>> {
  const library = openLibrary({ path: join(cli.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
  try {
    await library.sweep();
    expect(await library.check()).toBeNull();
    expect(findOrphans(library.read)).toEqual({});
    return tableCounts(library.read);
  } finally {
    library.close();
  }
}

async function undisturbed(...options: readonly string[]): Promise<Record<string, number>> {
  using cli = openCommandLine();
  putDocuments(cli);
  expect((await cli.run('index', cli.folder, ...options)).status).toBe(0);
  return await contentsOf(cli);
}

test(
  'Ctrl-C while indexing keeps what is done, says that the rest is queued, and the same command finishes it',
  async () => {
    using cli = openCommandLine();
    putDocuments(cli);
    const first = cli.start('index', cli.folder);
    await first.says(/[1-9]\d* of \d+ files/);
    first.interrupt();
    const stopped = await first.outcome;
    expect(stopped.status).toBe(130);
    expect(stopped.stdout).toContain('Stopped. The rest is queued; run the same command again to go on.');
    const { collections } = await cli.json<{
      collections: { coverage: Coverage; sources: (Source & { documents: { failed: number } })[] }[];
    }>(['status']);
    const [collection] = collections;
    expect(collection?.coverage.searchable).toBeLessThan(FILES);
    expect(collection?.sources[0]?.documents.failed).toBeLessThanOrEqual(1);

    const second = await cli.run('index', cli.folder);
    expect(second.status).toBe(0);
    expect(second.stdout).toContain(`${FILES} of ${FILES + 1} documents searchable`);
    expect(await contentsOf(cli)).toEqual(await undisturbed());
  },
  longMs,
);

test(
  'killed again and again while indexing and embedding, everything is there once and nothing twice',
  async () => {
    const embedding = ['--embedding-model', testModelPath('embedding-small')];
    using cli = openCommandLine();
    putDocuments(cli);
    const signals: (string | null)[] = [];
    for (let life = 0; life < 3; life += 1) {
      const started = cli.start('index', cli.folder, ...embedding);
      // A late life may have nothing left to do, and then ends by itself.
      await started.says(/documents: [1-9]\d* of/).catch(() => {});
      started.kill();
      signals.push((await started.outcome).signal);
    }
    expect(signals[0]).toBe('SIGKILL');
    const last = await cli.run('index', cli.folder, ...embedding);
    expect(last.status).toBe(0);
    expect(last.stdout).toContain(`${FILES} of ${FILES + 1} documents searchable`);
    expect(await contentsOf(cli)).toEqual(await undisturbed(...embedding));
  },
  longMs,
);

test('Ctrl-C while an answer is written ends it and keeps what was said', async () => {
  using cli = openCommandLine();
  cli.put('lease.md', `# Lease\n\n${'The deposit is three monthly rents and it is kept apart. '.repeat(12)}\n`);
  await cli.run('index', cli.folder);
  const asked = cli.start('ask', 'How high is the deposit?', '--chat-model', testModelPath('chat'));
  await Promise.race([once(asked.child.stdout, 'data'), asked.outcome]);
  asked.interrupt();
  const { status, stderr } = await asked.outcome;
  expect(status).toBe(130);
  expect(stderr).toContain('Stopped.');
});
