import { join } from 'node:path';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import type { ModelsProcess } from '../../src/engine/engine.ts';
import { createModelRegistry } from '../../src/engine/providers/model-registry.ts';
import { parseQuery } from '../../src/engine/retrieval/parse-query.ts';
import type { ModelRegistry } from '../../src/engine/providers/specification.ts';
import { createQueryVectors } from '../../src/engine/retrieval/query-vectors.ts';
import { createRetrieval } from '../../src/engine/retrieval/retrieval.ts';
import { searchMeaning } from '../../src/engine/retrieval/search-vectors.ts';
import { getChunks } from '../../src/engine/store/chunks.ts';
import { listCollections } from '../../src/engine/store/collections.ts';
import { getDocument } from '../../src/engine/store/documents.ts';
import { openLibrary } from '../../src/engine/store/open.ts';
import { createVectorIndex } from '../../src/engine/store/vector-index.ts';
import { type Configuration, configurations } from './configurations.ts';
import { cpuMeter } from './cpu-meter.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import type { LaidOutSet } from './lay-out-set.ts';
import { type MeasuredRanking, measureRanking, timed } from './measure-ranking.ts';

export interface RetrieverFigures {
  /** null without an embedding model. */
  vector: MeasuredRanking | null;
  /** Share of the set's judged questions that the relevance floor refuses to answer; null where it was not asked. */
  lost: number | null;
  /** Share of questions about other sets that it refuses; null without other sets. */
  refused: number | null;
}

const CANDIDATES = 100;

/** Each question is embedded once: it is asked for its nearest chunks, and again for its relevance. */
function rememberingQuestions(models: ModelRegistry): ModelRegistry {
  const vectors = new Map<string, Float32Array[]>();
  return {
    ...models,
    async embedding(options) {
      const model = await models.embedding(options);
      if (model === null) return null;
      return {
        ...model,
        async embed(texts, purpose, callOptions) {
          const key = JSON.stringify([purpose, ...texts]);
          const known = vectors.get(key) ?? (await model.embed(texts, purpose, callOptions));
          vectors.set(key, known);
          return known;
        },
      };
    },
  };
}

/**
 * What the contract does not say, from the library that an engine left behind: how the vectors alone rank, and which
 * questions the relevance floor refuses. Leaves no model chosen in the library.
 */
export async function askRetrievers(
  set: EvaluationSet,
  place: LaidOutSet,
  modelsProcess: ModelsProcess,
  wanted: { only: readonly Configuration[]; foreign: readonly string[] },
  onProgress: (doing: string) => void,
): Promise<RetrieverFigures> {
  const library = openLibrary({ path: join(place.libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });
  const registry = createModelRegistry({ library, modelsProcess, logger: silentLogger, clock: systemClock, gpu: 'cpu' });
  const models = rememberingQuestions(registry);
  const vectors = createVectorIndex({ library, logger: silentLogger });
  const signal = new AbortController().signal;
  try {
    await models.set('reranker', null);
    const collectionId = listCollections(library.read)[0]?.id ?? 1;
    const hasVectors = wanted.only.includes('vector') && (await models.embedding()) !== null;
    vectors.start();
    await vectors.settled();

    const queryVectors = createQueryVectors(library);
    const byVector = async (query: string) => {
      const { text, filter } = parseQuery(query);
      const scope = { collectionId, filter };
      const { result, durationMs } = await timed(() =>
        searchMeaning({ library, models, vectors, queryVectors, logger: silentLogger }, { scope, query: text, limit: CANDIDATES }, signal),
      );
      const chunks = getChunks(library.read, { ...scope, chunkIds: result.entries.map((entry) => entry.chunkId) });
      const paths = chunks.map((chunk) => getDocument(library.read, chunk.documentId).relativePath);
      const docs = [...new Set(paths.flatMap((path) => place.idOf(path) ?? []))];
      return { docs, warnings: result.warning === null ? [] : [result.warning], durationMs };
    };
    if (hasVectors) onProgress(`asking ${set.questions.length} questions (vector)`);
    const vector = hasVectors
      ? await measureRanking(
          set,
          byVector,
          cpuMeter(() => modelsProcess.pid),
        )
      : null;

    if (wanted.only.length < configurations.length) return { vector, lost: null, refused: null };
    onProgress('asking for what should not be answered');
    const retrieval = createRetrieval({ library, models, clock: systemClock, logger: silentLogger, vectors });
    const shareRefused = async (questions: readonly string[]): Promise<number> => {
      let refused = 0;
      for (const query of questions) if (!(await retrieval.retrieve({ collectionId, query, limit: 20 })).relevance.relevant) refused += 1;
      return refused / Math.max(1, questions.length);
    };
    const judged = set.questions.filter(({ id }) => set.gains.has(id)).map(({ question }) => question);
    const lost = await shareRefused(judged);
    const refused = wanted.foreign.length === 0 ? null : await shareRefused(wanted.foreign);
    return { vector, lost, refused };
  } finally {
    await models.set('embedding', null);
    await vectors.dispose();
    await models.dispose();
    library.close();
  }
}
