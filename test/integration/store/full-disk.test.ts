import { describe, expect, it, onTestFinished } from 'vitest';
import { createJobQueue } from '../../../src/engine/jobs/job-queue.ts';
import { statement, type NoValues } from '../../../src/engine/store/handles.ts';
import type { Library } from '../../../src/engine/store/open.ts';
import { removeSource } from '../../../src/engine/store/sources.ts';
import { addDocument } from './sample-content.ts';
import { tableCounts } from './table-counts.ts';
import { tempLibrary, testClock } from './temp-library.ts';

/** Lets the file grow no further, or again without limit: what SQLite does is what it does on a full disk. */
function limitPages(library: Library, full: boolean): void {
  const { pages } = library.write.get(
    statement<NoValues, { pages: number }>('test.pages', 'select page_count as pages from pragma_page_count'),
    {},
  ) ?? {
    pages: 0,
  };
  library.write.get(statement<NoValues, unknown>('test.limit', `pragma max_page_count = ${full ? pages : 1_000_000}`), {});
}

const storeFull = expect.objectContaining({ code: 'store-full' }) as Error;
const much = Array.from({ length: 300 }, (_, index) => `paragraph ${index} `.repeat(60));

describe('on a full disk', () => {
  it('a document is written not at all, what was there can be read, and writing goes on when there is space', async () => {
    const { library, sourceId } = tempLibrary();
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['words']));
    const before = tableCounts(library.read);
    limitPages(library, true);
    expect(() => library.transaction((db) => addDocument(db, sourceId, 'big.txt', much))).toThrow(storeFull);
    expect(tableCounts(library.read)).toEqual(before);
    limitPages(library, false);
    library.transaction((db) => addDocument(db, sourceId, 'big.txt', much));
    expect(tableCounts(library.read)).toMatchObject({ document: 2, chunk: 301, chunk_text: 301 });
    expect(await library.check()).toBeNull();
  });

  it('the end of a job is kept as soon as the library can be written again', async () => {
    const { library } = tempLibrary();
    const writable = (yes: boolean) => library.write.run(statement('test.query-only', `pragma query_only = ${yes ? 0 : 1}`), {});
    const refused: unknown[] = [];
    const queue = createJobQueue({
      library,
      clock: testClock(),
      logger: {
        log(level, message, facts) {
          if (level === 'error') refused.push({ message, ...facts });
          writable(true);
        },
      },
    });
    onTestFinished(() => queue.dispose());
    const run = () => {
      writable(false);
      return Promise.resolve();
    };
    queue.start({ read: { concurrency: 1, recovery: 'requeue', maxAttempts: 1, run } });
    library.transaction((db) => queue.enqueue(db, { kind: 'read', key: 'a', sourceId: null, priority: 0, payload: null }));
    await queue.whenIdle();
    expect(refused).toEqual([{ message: 'the end of a job could not be kept', code: 'store-read-only' }]);
    expect(tableCounts(library.read)).toMatchObject({ job: 0 });
  });
});

describe('sweeping', () => {
  it('happens by itself after a removal', async () => {
    const { library, sourceId } = tempLibrary();
    library.transaction((db) => addDocument(db, sourceId, 'a.txt', ['words']));
    library.transaction((db) => removeSource(db, sourceId));
    await expect.poll(() => tableCounts(library.read)['content'], { timeout: 20_000 }).toBe(0);
  });
});
