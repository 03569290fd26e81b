import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonicalText } from '../../../src/engine/store/canonical-text.ts';
import { getDocumentFile } from '../../../src/engine/store/documents.ts';
import { type NoValues, statement } from '../../../src/engine/store/handles.ts';
import { makeZip } from '../../fixtures/documents/make-zip.ts';
import { findOrphans } from '../store/orphans.ts';
import { createWorkbench } from './workbench.ts';

/** A file, or an archive of such. */
type Node = string | { [name: string]: Node };

const text = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
const { tree } = fc.letrec<{ tree: { [name: string]: Node } }>((tie) => ({
  tree: fc.dictionary(
    fc.constantFrom('a.txt', 'b.txt', 'd/c.md', 'in.zip', 'on.zip'),
    fc.oneof({ depthSize: 'small', maxDepth: 2 }, text, tie('tree') as fc.Arbitrary<Node>),
    { maxKeys: 4 },
  ) as fc.Arbitrary<{ [name: string]: Node }>,
}));

const isArchive = (name: string) => name.endsWith('.zip');

/**
 * As it is named: an archive is never plain text, and text never an archive. None is empty: an archive that cannot be
 * read leaves what it held before in the index.
 */
function fitting(node: { [name: string]: Node }): { [name: string]: Node } {
  if (Object.keys(node).length === 0) return { 'a.txt': 'alpha' };
  return Object.fromEntries(
    Object.entries(node).map(([name, inside]) => {
      if (isArchive(name)) return [name, typeof inside === 'string' ? { 'a.txt': inside } : fitting(inside)];
      return [name, typeof inside === 'string' ? inside : 'alpha'];
    }),
  );
}

function bytesOf(node: Node): string | Buffer {
  if (typeof node === 'string') return node;
  return makeZip(Object.entries(node).map(([name, inside]) => ({ name, content: bytesOf(inside) })));
}

/** What the library is to show: each path with its text, or why there is none. */
function shown(path: string, node: Node): [string, string][] {
  if (typeof node === 'string') return [[path, node]];
  const inside = Object.entries(node);
  const names = inside.map(([name]) => name).join('\n\n');
  return [[path, names], ...inside.flatMap(([name, each]) => shown(`${path}/${name}`, each))];
}

const leftOver = statement<NoValues, { n: number }>(
  'test.left',
  'select (select count(*) from content) + (select count(*) from content_member) as n',
);

type Step =
  | { kind: 'put'; name: string; node: { [name: string]: Node } }
  | { kind: 'remove'; name: string }
  | { kind: 'move'; name: string; to: string };
const name = fc.constantFrom('x.zip', 'y.zip', 'f/z.zip');
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('put' as const), name, node: tree.map(fitting) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), name, to: name }) },
);

it('shows exactly what lies in the archives of a folder, whatever is put, changed, moved and removed, and keeps nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 8 }), async (steps) => {
      const bench = createWorkbench();
      try {
        const disk = new Map<string, Node>();
        let life = bench.start();
        let source = await life.add();
        let clockMs = 1_000_000;
        for (const [each, isWaiting, isNewLife] of steps) {
          clockMs += 10_000;
          const node = each.kind === 'put' ? each.node : disk.get(each.name);
          if (each.kind !== 'put') {
            bench.remove(each.name);
            disk.delete(each.name);
          }
          const target = each.kind === 'move' ? each.to : each.name;
          if (each.kind !== 'remove' && node !== undefined) {
            bench.put(target, bytesOf(node), clockMs);
            disk.set(target, node);
          }
          if (isNewLife) {
            await life.dispose();
            life = bench.start();
          } else source = life.ingestion.rescan(source.id);
          if (isWaiting) await life.idle();
        }
        life.ingestion.rescan(source.id);
        await life.idle();
        const expected = [...disk].flatMap(([path, node]) => shown(path, node));
        const documents = life.documents();
        const found = documents.map(({ id, relativePath, error }) => {
          const { contentId } = getDocumentFile(life.library.read, id);
          const whole = contentId === null ? '' : canonicalText(life.library.read, contentId, 0, 10_000);
          return [relativePath, error?.code ?? whole] as const;
        });
        expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
        expect(found).toHaveLength(expected.length);
        expect(documents.filter(({ state }) => state === 'queued' || state === 'reading')).toEqual([]);
        await life.library.sweep();
        expect(findOrphans(life.library.read)).toEqual({});
        await life.ingestion.remove(source.id);
        await life.library.sweep();
        const left = life.library.read.all(leftOver, {});
        expect(left).toEqual([{ n: 0 }]);
      } finally {
        await bench.dispose();
      }
    }),
    { numRuns: 25 },
  );
});
