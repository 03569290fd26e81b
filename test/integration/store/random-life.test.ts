import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachContent, listSourceFiles, removeDocuments } from '../../../src/engine/store/documents.ts';
import { embeddingCounts, insertEmbeddings, nextChunksToEmbed, registerEmbeddingModel } from '../../../src/engine/store/embeddings.ts';
import { listSources, removeSource } from '../../../src/engine/store/sources.ts';
import { findOrphans } from './orphans.ts';
import { addContent, addDocument, addSource } from './sample-content.ts';
import { tempLibrary } from './temp-library.ts';

/** Few different texts, so that files, chunks and hashes are often equal. */
const paragraphs = fc.array(fc.constantFrom('one', 'two', 'three', 'one two'), { minLength: 1, maxLength: 4 });
const pick = fc.nat(1000);

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), pick, paragraphs }),
  fc.record({ kind: fc.constant('change' as const), pick, paragraphs }),
  fc.record({ kind: fc.constant('remove' as const), pick }),
  fc.record({ kind: fc.constant('source' as const), pick }),
  fc.record({ kind: fc.constant('remove-source' as const), pick }),
  fc.record({ kind: fc.constant('embed' as const), pick }),
  fc.record({ kind: fc.constant('model' as const), pick }),
  fc.record({ kind: fc.constant('sweep' as const), pick }),
);

describe('a library after any life', () => {
  it('holds every content once, nothing orphaned, and knows what is left to embed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
        const { library, collectionId } = tempLibrary();
        let name = 0;
        let modelId = library.transaction((db) => registerEmbeddingModel(db, { identity: '0', name: '0', dimensions: 2 }));
        const sources = () => listSources(library.read).map(({ id }) => id);
        const documents = () => sources().flatMap((id) => listSourceFiles(library.read, id).map(({ documentId }) => documentId));
        const chosen = (list: readonly number[], index: number) => list[index % Math.max(1, list.length)];
        for (const one of steps) {
          if (one.kind === 'sweep') await library.sweep();
          library.transaction((db) => {
            const source = chosen(sources(), one.pick);
            const document = chosen(documents(), one.pick);
            if (one.kind === 'source') addSource(db, collectionId, `s${name++}`);
            if (one.kind === 'add' && source) addDocument(db, source, `${name++}`, one.paragraphs);
            if (one.kind === 'change' && document) {
              const file = { sizeBytes: 1, modifiedAtMs: 1, nowMs: 1 };
              attachContent(db, document, addContent(db, one.paragraphs), file);
            }
            if (one.kind === 'remove' && document) removeDocuments(db, [document]);
            if (one.kind === 'remove-source' && source) removeSource(db, source);
            if (one.kind === 'model') modelId = registerEmbeddingModel(db, { identity: String(one.pick % 2), name: 'm', dimensions: 2 });
            if (one.kind === 'embed') {
              const chunks = nextChunksToEmbed(db, modelId, 1 + (one.pick % 3));
              insertEmbeddings(
                db,
                modelId,
                chunks.map(({ embedHash }) => ({ embedHash, vector: Float32Array.of(1, one.pick) })),
              );
            }
          });
        }
        await library.sweep();
        expect(findOrphans(library.read)).toEqual({});
        const left = nextChunksToEmbed(library.read, modelId, 1000);
        library.transaction((db) =>
          insertEmbeddings(
            db,
            modelId,
            left.map(({ embedHash }) => ({ embedHash, vector: Float32Array.of(1, 1) })),
          ),
        );
        const { total, embedded } = embeddingCounts(library.read, modelId);
        expect(embedded).toBe(total);
        expect(nextChunksToEmbed(library.read, modelId, 1)).toEqual([]);
        library.close();
      }),
      { numRuns: 30 },
    );
  });
});
