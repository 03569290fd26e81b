import { decodeRow, encodeCode, codeKindFor } from './vector-encoding.ts';
import type { Library } from './open.ts';
import { blockWithAny, CODES_OF_BLOCK, forgetGone, goneHashes, insertBlock, rewriteBlock } from './vector-blocks.ts';
import { beginCodes, type CodeSet, dropOldCodes, hashesWithoutCode, promoteCodes } from './vector-codes.ts';
import { createDerivedTables, fillRows, nextRows, rowsFilledTo } from './vector-rows.ts';
import { sampleVectors } from './vector-sample.ts';
import { storedVector } from './vectors.ts';

/** Gives way to others between two slices; fails when the work is to end. */
type Breathe = () => Promise<void>;

const MEAN_SAMPLE = 2_000;
const MAKE_SLICE = 256;
const FILL_SLICE = 100;
const GONE_AT_ONCE = 1_000;
const DROP_SLICE = 1_000;

/** Derives the rows of a model that are missing. */
export async function deriveRows(library: Library, modelId: number, breathe: Breathe): Promise<void> {
  if (rowsFilledTo(library.read, modelId) === undefined) library.transaction((db) => createDerivedTables(db, modelId, true));
  const vectorOf = (id: number) => storedVector(library.read, modelId, id);
  while (library.transaction((db) => fillRows(db, modelId, FILL_SLICE, vectorOf))) await breathe();
}

function meanOf(library: Library, modelId: number, dimensions: number): Float32Array {
  const mean = new Float32Array(dimensions);
  const sample = sampleVectors(library.read, { modelId, limit: MEAN_SAMPLE });
  for (const vector of sample) for (let at = 0; at < dimensions; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0) / sample.length;
  return mean;
}

async function makeBlocks(library: Library, modelId: number, set: CodeSet, breathe: Breathe): Promise<void> {
  const { generation, kind, mean } = set;
  let codes: { chunkHashId: number; code: Uint8Array }[] = [];
  const write = (): void => {
    const [first, last] = [codes[0], codes.at(-1)];
    if (!first || !last) return;
    library.transaction((db) => {
      // Some may have gone meanwhile, and what was embedded since the generation began has its code already.
      const wanted = hashesWithoutCode(db, modelId, generation, first.chunkHashId, last.chunkHashId);
      insertBlock(db, modelId, { generation, kind, lastSeq: 0, codes: codes.filter(({ chunkHashId }) => wanted.has(chunkHashId)) });
    });
    codes = [];
  };
  for (let afterId = 0; ;) {
    const rows = nextRows(library.read, modelId, afterId, MAKE_SLICE);
    for (const { chunkHashId, row } of rows) codes.push({ chunkHashId, code: encodeCode(kind, decodeRow(row), mean) });
    afterId = rows.at(-1)?.chunkHashId ?? afterId;
    if (rows.length < MAKE_SLICE || codes.length >= CODES_OF_BLOCK) write();
    if (rows.length < MAKE_SLICE) return;
    await breathe();
  }
}

/** Makes codes of all vectors of a model, beside those that are in use, and puts them into use. */
export async function makeCodes(
  library: Library,
  { modelId, dimensions, count }: { modelId: number; dimensions: number; count: number },
  breathe: Breathe,
): Promise<void> {
  const kind = codeKindFor(dimensions, count);
  const mean = meanOf(library, modelId, dimensions);
  await breathe();
  const set = library.transaction((db) => beginCodes(db, modelId, { kind, mean, madeFrom: count }));
  await makeBlocks(library, modelId, set, breathe);
  library.transaction((db) => promoteCodes(db, modelId));
}

/** Drops codes that are no longer in use. */
export async function dropOutdatedCodes(library: Library, modelId: number, breathe: Breathe): Promise<void> {
  while (library.transaction((db) => dropOldCodes(db, modelId, DROP_SLICE)) > 0) await breathe();
}

/** Takes the codes of vectors that have gone out of the blocks. `onGone` is told which those are. */
export async function dropGoneCodes(
  library: Library,
  modelId: number,
  onGone: (hashes: ReadonlySet<number>) => void,
  breathe: Breathe,
): Promise<void> {
  for (;;) {
    const gone = goneHashes(library.read, modelId, GONE_AT_ONCE);
    if (gone.size === 0) return;
    onGone(gone);
    for (let afterId = 0; ;) {
      const block = blockWithAny(library.read, modelId, gone, afterId);
      if (block === null) break;
      afterId = block.id;
      library.transaction((db) => rewriteBlock(db, modelId, block, gone));
      await breathe();
    }
    library.transaction((db) => forgetGone(db, modelId, gone));
  }
}
