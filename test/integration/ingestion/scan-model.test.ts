import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/engine/base/clock.ts';
import { silentLogger } from '../../../src/engine/base/logger.ts';
import { scopeOf } from '../../../src/engine/ingestion/scan/scan-scope.ts';
import { scanSource } from '../../../src/engine/ingestion/scan/scan-source.ts';
import { ensureDefaultCollection } from '../../../src/engine/store/collections.ts';
import { listSourceFiles } from '../../../src/engine/store/documents.ts';
import { openLibrary } from '../../../src/engine/store/open.ts';
import { getSource, insertSource, setSourceRules } from '../../../src/engine/store/sources.ts';
import { defaultSourceRules } from '../../../src/shared/domain/source.ts';

const part = fc.constantFrom('a', 'b', 'A', 'keep', 'skip');
const path = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('put' as const), path, text: fc.constantFrom('x', 'xx', 'xxx') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), path }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('scan' as const) }) },
);

/** What a person would say is in the folder: paths and sizes. `skip` is ignored by rule. */
class Tree {
  readonly root = mkdtempSync(join(tmpdir(), 'footnote-scan-'));
  readonly changed = new Set<string>();
  #ticks = 0;

  put(path: string, text: string): void {
    const full = join(this.root, path);
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) {
      if (existsSync(join(this.root, folder)) && !statSync(join(this.root, folder)).isDirectory()) return;
    }
    if (existsSync(full) && statSync(full).isDirectory()) return;
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    this.#ticks += 1;
    utimesSync(full, this.#ticks, this.#ticks);
    this.changed.add(path);
  }

  remove(path: string): void {
    if (!existsSync(join(this.root, path))) return;
    rmSync(join(this.root, path), { recursive: true });
    this.changed.add(path);
  }

  move(from: string, to: string): void {
    const target = join(this.root, to);
    if (!existsSync(join(this.root, from)) || existsSync(target) || to.startsWith(`${from}/`)) return;
    if (!existsSync(dirname(target)) || !statSync(dirname(target)).isDirectory()) return;
    renameSync(join(this.root, from), target);
    // As a watch tells it: the folder that moved, not what is in it.
    this.changed.add(from).add(to);
  }
}

describe('a scan of what changed, against a scan of everything', () => {
  it('comes to the same list of documents, whatever was put, moved and deleted in between', async () => {
    const home = mkdtempSync(join(tmpdir(), 'footnote-scan-model-'));
    const library = openLibrary({ path: join(home, 'library.db'), clock: systemClock, logger: silentLogger });
    const collectionId = library.transaction((db) => ensureDefaultCollection(db, 0));
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(act, { maxLength: 30 }), fc.nat(2), async (acts, most) => {
          const tree = new Tree();
          const followed = library.transaction((db) => {
            const id = insertSource(db, { collectionId, kind: 'folder', path: tree.root, name: 'followed', nowMs: 0 });
            setSourceRules(db, id, { ...defaultSourceRules, ignore: 'skip\n' });
            return id;
          });
          const context = { library, jobs: { enqueue() {} }, clock: systemClock, staleDocuments: () => new Set<number>(), onProgress() {} };
          const scan = (id: number, scope: 'whole' | readonly string[]) =>
            scanSource(context, getSource(library.read, id), new AbortController().signal, scope);
          const listed = (id: number) =>
            listSourceFiles(library.read, id)
              .map(({ relativePath, sizeBytes, modifiedAtMs }) => `${relativePath} ${sizeBytes} ${modifiedAtMs}`)
              .toSorted();
          await scan(followed, 'whole');
          const catchUp = async () => {
            const scope = scopeOf(tree.changed, most === 0 ? 500 : most);
            tree.changed.clear();
            if (scope.length > 0) await scan(followed, scope);
          };
          for (const one of acts) {
            if (one.kind === 'put') tree.put(one.path, one.text);
            else if (one.kind === 'delete') tree.remove(one.path);
            else if (one.kind === 'move') tree.move(one.path, one.to);
            else await catchUp();
          }
          await catchUp();
          const seen = listed(followed);
          expect(seen.every((line) => !/(^|\/)skip( |\/)/.test(line))).toBe(true);
          await scan(followed, 'whole');
          expect(seen).toEqual(listed(followed));
          library.transaction((db) => db.run({ name: 'test.clear', sql: 'delete from source' }, {}));
          rmSync(tree.root, { recursive: true, force: true });
        }),
        { numRuns: 150 },
      );
    } finally {
      library.close();
      rmSync(home, { recursive: true, force: true });
    }
  });
});
