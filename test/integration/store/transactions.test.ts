import { describe, expect, it } from 'vitest';
import { insertCollection, listCollections } from '../../../src/engine/store/collections.ts';
import { statement } from '../../../src/engine/store/handles.ts';
import { tempLibrary, testClock, testLogger } from './temp-library.ts';

const add = (name: string) => ({ name, nowMs: 1 });
const names = (db: Parameters<typeof listCollections>[0]) =>
  listCollections(db)
    .map(({ name }) => name)
    .slice(1);

describe('a transaction', () => {
  it('is whole or not at all', () => {
    const { library } = tempLibrary();
    const failure = new Error('stop');
    expect(() =>
      library.transaction((db) => {
        insertCollection(db, add('lost'));
        throw failure;
      }),
    ).toThrow(failure);
    expect(names(library.read)).toEqual([]);
  });

  it('is invisible to readers until it is committed', () => {
    const { library } = tempLibrary();
    library.transaction((db) => {
      insertCollection(db, add('soon'));
      expect(names(library.read)).toEqual([]);
      expect(names(db)).toEqual(['soon']);
    });
    expect(names(library.read)).toEqual(['soon']);
  });

  it('undoes only the inner part when that fails and the outer goes on', () => {
    const { library } = tempLibrary();
    const called: string[] = [];
    library.transaction((db) => {
      insertCollection(db, add('outer'));
      db.afterCommit(() => called.push('outer'));
      try {
        db.atomic(() => {
          insertCollection(db, add('inner'));
          db.afterCommit(() => called.push('inner'));
          throw new Error('stop');
        });
      } catch {
        insertCollection(db, add('after'));
      }
      expect(called).toEqual([]);
    });
    expect(names(library.read)).toEqual(['outer', 'after']);
    expect(called).toEqual(['outer']);
  });

  it('refuses work that goes on after an await, since others would write into it', () => {
    const { library } = tempLibrary();
    expect(() => library.transaction(async (db) => void insertCollection(db, add('late')))).toThrow(TypeError);
    expect(names(library.read)).toEqual([]);
  });

  it('leaves broken constraints what they are: bugs', () => {
    const { library } = tempLibrary();
    expect(() => insertCollection(library.write, add(''))).toThrow(expect.objectContaining({ code: 'SQLITE_CONSTRAINT_CHECK' }));
  });
});

describe('a slow statement', () => {
  it('is logged by its name and without its values', () => {
    const clock = testClock();
    const logger = testLogger();
    const slowClock = { ...clock, monotonicMs: () => (clock.advance(60), clock.monotonicMs()) };
    const { library } = tempLibrary({ clock: slowClock, logger });
    logger.lines.length = 0;
    library.read.get(statement<{ word: string }, { word: string }>('test.echo', 'select @word as word'), { word: 'secret' });
    expect(logger.lines).toEqual([{ level: 'warn', message: 'slow statement', facts: { statement: 'test.echo', durationMs: 60 } }]);
  });
});
