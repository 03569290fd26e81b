import type { Library } from './open.ts';
import { libraryVersion } from './resident-chunks.ts';
import { createResidentCodes, type ResidentCodes } from './resident-codes.ts';
import { blockedCodes, nextBlocks } from './vector-blocks.ts';
import { type CodeSet, codeSet, nextCodes } from './vector-codes.ts';

/** The codes of one model in memory, as far as they were brought up to date. */
export interface LoadedCodes {
  modelId: number;
  set: CodeSet;
  codes: ResidentCodes;
  lastBlock: number;
  /** Of the new codes that were taken in, from blocks too. */
  lastSeq: number;
  hasNewCodes: boolean;
  /** Of the library, when the codes were last brought up to date. */
  version: number;
}

const BLOCKS_AT_ONCE = 8;
const NEW_AT_ONCE = 2_000;

/** Keeps the codes of the model that was asked for last. `breathe` gives way to others between two slices. */
export function createLoadedCodes(library: Library, breathe: () => Promise<void>) {
  const db = library.read;
  let loaded: LoadedCodes | null = null;
  let loading: Promise<LoadedCodes | null> = Promise.resolve(null);

  /** Takes in blocks that came since; false when one holds what is here in part, so that all is to be read anew. */
  function takeBlocks(into: LoadedCodes): { hasMore: boolean; isWhole: boolean } {
    const { modelId, set, codes, lastBlock } = into;
    const blocks = nextBlocks(db, modelId, { generation: set.generation, afterId: lastBlock, limit: BLOCKS_AT_ONCE });
    for (const { id, lastSeq, ids, codes: of } of blocks) {
      into.lastBlock = id;
      if (lastSeq > 0 && lastSeq <= into.lastSeq) continue;
      if (into.hasNewCodes) return { hasMore: false, isWhole: false };
      codes.addBlock(ids, of);
      into.lastSeq = Math.max(into.lastSeq, lastSeq);
    }
    return { hasMore: blocks.length > 0, isWhole: true };
  }

  function takeNew(into: LoadedCodes): { hasMore: boolean } {
    const slice = nextCodes(db, into.modelId, { generation: into.set.generation, afterSeq: into.lastSeq, limit: NEW_AT_ONCE });
    for (const { chunkHashId, code } of slice) into.codes.add(chunkHashId, code);
    into.lastSeq = slice.at(-1)?.seq ?? into.lastSeq;
    into.hasNewCodes ||= slice.length > 0;
    return { hasMore: slice.length === NEW_AT_ONCE };
  }

  /** True when all that was written is here now. */
  async function follow(into: LoadedCodes): Promise<boolean> {
    for (;;) {
      // Blocks are looked for before each slice: what is packed meanwhile would be missed otherwise.
      const { hasMore, isWhole } = takeBlocks(into);
      if (!isWhole) return false;
      if (!hasMore && !takeNew(into).hasMore) return true;
      await breathe();
    }
  }

  async function load(modelId: number): Promise<LoadedCodes | null> {
    for (;;) {
      const version = libraryVersion(db);
      if (loaded?.modelId === modelId && loaded.version === version) return loaded;
      const set = codeSet(db, modelId, 'current');
      if (set === null) return null;
      if (loaded?.modelId !== modelId || loaded.set.generation !== set.generation) {
        const codes = createResidentCodes(set.kind, set.mean.length, set.mean);
        codes.reserve(blockedCodes(db, modelId, set.generation));
        loaded = { modelId, set, codes, lastBlock: 0, lastSeq: 0, hasNewCodes: false, version: -1 };
      }
      const into = loaded;
      const isWhole = await follow(into);
      // Others may have taken their place meanwhile, and these be dropped half read.
      if (isWhole && codeSet(db, modelId, 'current')?.generation === set.generation) {
        into.version = version;
        return into;
      }
      loaded = null;
    }
  }

  return {
    /** The codes of a model, up to date; null while it has none. */
    of(modelId: number): Promise<LoadedCodes | null> {
      loading = loading.catch(() => null).then(() => load(modelId));
      return loading;
    },
    get current() {
      return loaded;
    },
    /** Resolves when nothing is being loaded. */
    async atRest(): Promise<void> {
      await loading.catch(() => null);
    },
  };
}
