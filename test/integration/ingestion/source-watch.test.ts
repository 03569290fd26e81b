import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import type { ScanScope } from '../../../src/engine/ingestion/scan/scan-scope.ts';
import { openWatch, type OpenWatchOf, type WatchListener } from '../../../src/engine/ingestion/watch/open-watch.ts';
import { createSourceWatch } from '../../../src/engine/ingestion/watch/source-watch.ts';
import type { SourceRow } from '../../../src/engine/store/sources.ts';
import { defaultSourceRules } from '../../../src/shared/domain/source.ts';
import { AppError } from '../../../src/shared/errors.ts';

/** A source of one folder, watched, with a clock that may be set. */
function openSource(open: OpenWatchOf, request?: (scopes: ReadonlyMap<number, ScanScope>) => void) {
  const home = mkdtempSync(join(tmpdir(), 'footnote-source-watch-'));
  const path = join(home, 'papers');
  mkdirSync(path);
  const row: SourceRow = {
    id: 1,
    collectionId: 1,
    kind: 'folder',
    path,
    name: 'papers',
    paused: false,
    missing: false,
    addedAtMs: 0,
    scannedAtMs: null,
    scannedBy: null,
    rules: defaultSourceRules,
  };
  let aheadMs = 0;
  let isOccupied = () => false;
  let listener: WatchListener | undefined;
  const clock = { nowMs: () => Date.now() + aheadMs, monotonicMs: () => performance.now() + aheadMs };
  const scopes: ScanScope[] = [];
  const watch = createSourceWatch({
    clock,
    logger: silentLogger,
    without: [],
    request: request ?? ((asked) => void scopes.push(...asked.values())),
    onWatched() {},
    isOccupied: () => isOccupied(),
    open(source, given) {
      listener = given;
      return open(source, given);
    },
    tendEveryMs: 20,
  });
  onTestFinished(async () => {
    await watch.dispose();
    rmSync(home, { recursive: true, force: true });
  });
  watch.follow(row);
  return {
    watch,
    path,
    scopes,
    occupied: (answer: () => boolean) => (isOccupied = answer),
    occupy: (value: boolean) => (isOccupied = () => value),
    notice: (paths: ScanScope) => listener?.changed(paths),
    /** The clocks jump, as after a sleep. */
    jump: (ms: number) => (aheadMs += ms),
  };
}

const still: OpenWatchOf = () => Promise.resolve({ seesAll: true, close: () => Promise.resolve() });
const soon = { timeout: 10_000 };

describe('what a watch does not tell', () => {
  it('is scanned for after a sleep', async () => {
    const { watch, scopes, jump, occupy } = openSource(still);
    await watch.ready(1);
    occupy(true);
    jump(9 * 3_600_000);
    await expect.poll(() => scopes, soon).toContain('whole');
  });

  it('is scanned for every hour, but not while the source is at work', async () => {
    const { watch, scopes, jump, occupy } = openSource(still);
    await watch.ready(1);
    occupy(true);
    // In steps that are no sleep.
    for (let step = 0; step < 80; step += 1) {
      jump(50_000);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(scopes).toEqual([]);
    occupy(false);
    await expect.poll(() => scopes, soon).toEqual(['whole']);
  });

  it('is scanned for when another folder lies in the place of the source, and that one is watched', async () => {
    const { watch, path, scopes } = openSource(openWatch);
    await watch.ready(1);
    renameSync(path, `${path}-away`);
    await expect.poll(() => watch.isWatched(1), soon).toBe(false);
    mkdirSync(path);
    await expect.poll(() => watch.isWatched(1), soon).toBe(true);
    await expect.poll(() => scopes.at(-1), soon).toBe('whole');
    scopes.length = 0;
    writeFileSync(join(path, 'a.txt'), 'text');
    await expect.poll(() => scopes, soon).toContainEqual(['a.txt']);
  });
});

describe('a watch that cannot be opened', () => {
  it('is opened later, with a scan for what happened before', async () => {
    let tries = 0;
    const { watch, scopes, jump } = openSource((...given) => {
      tries += 1;
      return tries < 3 ? Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })) : still(...given);
    });
    await watch.ready(1);
    expect(watch.isWatched(1)).toBe(false);
    for (let step = 0; step < 4; step += 1) {
      jump(5_000);
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    await expect.poll(() => watch.isWatched(1), soon).toBe(true);
    await expect.poll(() => scopes, soon).toContain('whole');
  });
});

describe('a library that cannot be written just now', () => {
  it('loses nothing that was noticed: it is asked for again', async () => {
    let tries = 0;
    const asked: ScanScope[] = [];
    const { watch, path, notice } = openSource(still, (scopes) => {
      tries += 1;
      if (tries === 1) throw new AppError('store-full', 'There is no space left to write the library.');
      asked.push(...scopes.values());
    });
    await watch.ready(1);
    writeFileSync(join(path, 'a.txt'), 'text');
    notice(['a.txt']);
    await expect.poll(() => asked, soon).toEqual([['a.txt']]);
    expect(tries).toBe(2);
  });

  it('leaves a source watched once', async () => {
    let opened = 0;
    let closed = 0;
    let fails = true;
    const { watch, jump, occupied } = openSource(() => {
      opened += 1;
      return Promise.resolve({ seesAll: true, close: () => Promise.resolve(void (closed += 1)) });
    });
    await watch.ready(1);
    occupied(() => {
      if (fails) throw new AppError('store-busy', 'The library is in use.');
      return true;
    });
    jump(9 * 3_600_000);
    await expect.poll(() => closed, soon).toBe(1);
    expect(watch.isWatched(1)).toBe(false);
    fails = false;
    jump(10 * 60_000);
    await expect.poll(() => watch.isWatched(1), soon).toBe(true);
    expect(opened - closed).toBe(1);
  });
});

describe('changes of two sources', () => {
  it('are asked for together, so that what moved from one to the other is found before it is given up', async () => {
    const home = mkdtempSync(join(tmpdir(), 'footnote-two-'));
    onTestFinished(() => rmSync(home, { recursive: true, force: true }));
    const listeners: WatchListener[] = [];
    const requests: ReadonlyMap<number, ScanScope>[] = [];
    const clock = { nowMs: () => Date.now(), monotonicMs: () => performance.now() };
    const watch = createSourceWatch({
      clock,
      logger: silentLogger,
      without: [],
      request: (scopes) => void requests.push(scopes),
      onWatched() {},
      isOccupied: () => false,
      open(_, listener) {
        listeners.push(listener);
        return Promise.resolve({ seesAll: true, close: () => Promise.resolve() });
      },
    });
    onTestFinished(() => watch.dispose());
    for (const [index, name] of ['one', 'two'].entries()) {
      mkdirSync(join(home, name));
      const facts = { collectionId: 1, paused: false, missing: false, addedAtMs: 0, scannedAtMs: null, scannedBy: null };
      watch.follow({ ...facts, id: index + 1, kind: 'folder', path: join(home, name), name, rules: defaultSourceRules });
      await watch.ready(index + 1);
    }
    // Written a moment ago, so that it is looked at twice.
    writeFileSync(join(home, 'two', 'moved.txt'), 'text');
    listeners[0]?.changed(['moved.txt']);
    listeners[1]?.changed(['moved.txt']);
    await expect.poll(() => requests, soon).toHaveLength(1);
    expect(requests[0]).toEqual(
      new Map([
        [1, ['moved.txt']],
        [2, ['moved.txt']],
      ]),
    );
  });
});
