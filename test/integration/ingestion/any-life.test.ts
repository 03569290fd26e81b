import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listSourceFiles } from '../../../src/engine/store/documents.ts';
import { textOfSpan } from '../../../src/engine/store/contents.ts';
import { coverageOf } from '../../../src/engine/store/coverage.ts';
import { findOrphans } from '../store/orphans.ts';
import { letterModel } from './letter-model.ts';
import { createWorkbench, modelRegistry, readInProcess } from './workbench.ts';

const name = fc.integer({ min: 0, max: 5 }).map((number) => `folder-${number % 2}/file-${number}.txt`);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put' as const), name, text: fc.constantFrom('one', 'two two', 'three three three') }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), name }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('rescan', 'pause', 'resume', 'cancel', 'retry', 'remove', 'restart', 'wait' as const),
      turns: fc.nat(12),
    }),
  },
);

/** Lets the event loop turn, so that the next step meets the work somewhere in the middle. */
async function turn(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) await new Promise((resolve) => setTimeout(resolve, time % 3));
}

describe('a source, whatever is done to it in whatever order', () => {
  it('holds in the end exactly the files of its folder, each searchable in its last version', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
        const bench = createWorkbench();
        const options = { models: modelRegistry(letterModel().model), read: slowly };
        const files = new Map<string, string>();
        let changes = 0;
        try {
          let life = bench.start(options);
          let { id } = await life.add();
          const waiting: Promise<unknown>[] = [];
          for (const one of steps) {
            if (one.kind === 'put') {
              files.set(one.name, one.text);
              bench.put(one.name, one.text, 1_000_000 + 1000 * changes++);
            } else if (one.kind === 'delete') {
              files.delete(one.name);
              bench.remove(one.name);
            } else {
              if (one.kind === 'rescan') life.ingestion.rescan(id);
              if (one.kind === 'pause') life.ingestion.pause(id);
              if (one.kind === 'resume') life.ingestion.resume(id);
              if (one.kind === 'cancel') waiting.push(life.ingestion.cancel(id).catch(ignoreGone));
              if (one.kind === 'retry') for (const document of life.documents().slice(0, 1)) life.ingestion.retryDocument(document.id);
              if (one.kind === 'remove') {
                waiting.push(life.ingestion.remove(id));
                id = (await life.add()).id;
              }
              if (one.kind === 'restart') {
                await Promise.all(waiting.splice(0));
                await life.dispose();
                life = bench.start(options);
              }
              await turn(one.turns);
            }
          }
          await Promise.all(waiting);
          await life.idle();
          life.ingestion.resume(id);
          life.ingestion.rescan(id);
          await life.idle();

          const documents = life.documents();
          expect(documents.map(({ relativePath }) => relativePath)).toEqual([...files.keys()].toSorted());
          for (const document of documents) {
            expect(document).toMatchObject({ state: 'searchable', error: null });
            expect(textOfSpan(life.library.read, document.id, 0, 100)).toBe(files.get(document.relativePath));
          }
          expect(listSourceFiles(life.library.read, id)).toHaveLength(files.size);
          const { chunks, embedded } = coverageOf(life.library.read, life.collectionId, life.embeddings.currentModelId());
          expect(embedded).toBe(chunks);
          expect(life.ingestion.get(id).state).toBe('idle');
          await life.library.sweep();
          expect(findOrphans(life.library.read)).toEqual({});
        } finally {
          await bench.dispose();
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});

/** As a reader in a process of its own answers: never at once. */
async function* slowly(...[input, options]: Parameters<typeof readInProcess>) {
  for await (const part of readInProcess(input, options)) {
    await turn(2);
    options.signal.throwIfAborted();
    yield part;
  }
}

function ignoreGone(error: unknown): void {
  if ((error as { code?: string }).code !== 'not-found') throw error;
}
