import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../../src/engine/base/clock.ts';
import type { LogFacts, Logger } from '../../../src/engine/base/logger.ts';
import { ensureDefaultCollection } from '../../../src/engine/store/collections.ts';
import { openLibrary, type Library } from '../../../src/engine/store/open.ts';
import { addSource } from './sample-content.ts';

export interface TestClock extends Clock {
  /** Moves both clocks on. */
  advance(ms: number): void;
}

export function testClock(startMs = 1_700_000_000_000): TestClock {
  let nowMs = startMs;
  return { nowMs: () => nowMs, monotonicMs: () => nowMs, advance: (ms) => void (nowMs += ms) };
}

export interface TestLogger extends Logger {
  readonly lines: { level: string; message: string; facts: LogFacts | undefined }[];
}

export function testLogger(): TestLogger {
  const lines: TestLogger['lines'] = [];
  return { lines, log: (level, message, facts) => void lines.push({ level, message, facts }) };
}

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'footnote-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTestLibrary(path: string, options: { clock?: Clock; logger?: Logger } = {}): Library {
  const library = openLibrary({ path, clock: options.clock ?? testClock(), logger: options.logger ?? testLogger() });
  onTestFinished(() => library.close());
  return library;
}

/** An open library in a folder of its own, with one collection and one source. */
export function tempLibrary(options: { clock?: Clock; logger?: Logger } = {}): {
  library: Library;
  path: string;
  collectionId: number;
  sourceId: number;
} {
  const path = join(tempFolder(), 'library.db');
  const library = openTestLibrary(path, options);
  const { collectionId, sourceId } = library.transaction((db) => {
    const collectionId = ensureDefaultCollection(db, 1);
    return { collectionId, sourceId: addSource(db, collectionId, 'papers') };
  });
  return { library, path, collectionId, sourceId };
}
