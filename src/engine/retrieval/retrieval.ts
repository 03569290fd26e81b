import type { Hit, SearchResult, SearchWarning, UnderstoodQuery } from '../../shared/domain/retrieval.ts';
import type { Coverage } from '../../shared/domain/source.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CallOptions, ModelRegistry } from '../providers/specification.ts';
import { getChunks, type ChunkRow } from '../store/chunks.ts';
import { coverageOf } from '../store/coverage.ts';
import { currentEmbeddingModelId } from '../store/embeddings.ts';
import type { Library } from '../store/open.ts';
import type { Scope } from '../store/scope.ts';
import { createVectorIndex, type VectorIndex } from '../store/vector-index.ts';
import { dropDuplicates } from './drop-duplicates.ts';
import { fuseRankings, weightsFor, type FusedEntry } from './fusion.ts';
import { parseQuery } from './parse-query.ts';
import { placeNow } from './place-now.ts';
import { bestWordShare, judgeRelevance, type Relevance } from './relevance.ts';
import { createReranking } from './rerank.ts';
import { searchWords } from './search-full-text.ts';
import { createQueryVectors } from './query-vectors.ts';
import { searchMeaning, vectorsIncomplete } from './search-vectors.ts';
import { createStageClock, type StageClock } from './stage-clock.ts';
import { informativeTerms } from './weigh-terms.ts';

export interface SearchRequest {
  collectionId: number;
  query: string;
  limit: number;
}

export interface RetrievedHits extends SearchResult {
  relevance: Relevance;
}

export interface RetrieveOptions extends CallOptions {
  /** Counts from the moment the request was accepted; without it from now. */
  stages?: StageClock;
}

export interface Retrieval {
  /** Ranked chunks of a collection, without the judgement whether they are worth citing. */
  search(request: SearchRequest, options?: CallOptions): Promise<SearchResult>;
  /** As {@link Retrieval.search}, with that judgement. Rejects only with the signal's reason or a `store-*` error. */
  retrieve(request: SearchRequest, options?: RetrieveOptions): Promise<RetrievedHits>;
}

/** How many chunks each retriever may name. */
const candidateLimit = 50;
const rerankLimit = 20;
/** Full-text hits that tell how far the wording of a question is found. */
const leadingHits = 3;

interface RankedChunk {
  entry: FusedEntry;
  chunk: ChunkRow;
}

export function createRetrieval({
  library,
  models,
  clock,
  logger,
  vectors = createVectorIndex({ library, logger }),
}: {
  library: Library;
  models: ModelRegistry;
  clock: Clock;
  logger: Logger;
  /** Started and disposed by whoever made it. */
  vectors?: VectorIndex;
}): Retrieval {
  const queryVectors = createQueryVectors(library);
  const reranking = createReranking(models, logger);
  const db = library.read;

  const chunksOf = (scope: Scope, entries: readonly FusedEntry[]): RankedChunk[] => {
    const rows = getChunks(db, { ...scope, chunkIds: entries.map((entry) => entry.chunkId) });
    const byId = new Map(rows.map((row) => [row.chunkId, row]));
    return entries.flatMap((entry) => {
      const chunk = byId.get(entry.chunkId);
      return chunk === undefined ? [] : [{ entry, chunk }];
    });
  };

  const rerank = async (
    query: string,
    ranked: RankedChunk[],
    signal: AbortSignal,
  ): Promise<{ ranked: RankedChunk[]; skipped: boolean }> => {
    const result = await reranking.score(
      query,
      ranked.slice(0, rerankLimit).map(({ chunk }) => chunk.text),
      signal,
    );
    if (result.verdict !== 'scored') return { ranked, skipped: result.verdict === 'skipped' };
    const scored = result.scores.map((score, index) => ({ score, index })).toSorted((a, b) => b.score - a.score);
    const reordered = scored.flatMap(({ score, index }, rank) => {
      const item = ranked[index];
      if (item === undefined) return [];
      const ranks = [...item.entry.ranks, { retriever: 'reranker' as const, rank: rank + 1, score }];
      return [{ ...item, entry: { ...item.entry, ranks } }];
    });
    return { ranked: [...reordered, ...ranked.slice(result.scores.length)], skipped: false };
  };

  /** None for a chunk whose document has gone since it was found. */
  const toHit = ({ entry, chunk }: RankedChunk): Hit | [] => {
    const span = { documentId: chunk.documentId, start: chunk.start, end: chunk.end };
    const place = placeNow(db, span);
    if (place === null) return [];
    return {
      chunkId: chunk.chunkId,
      span,
      documentName: chunk.documentName,
      documentTitle: chunk.documentTitle,
      headingPath: chunk.headingPath,
      text: chunk.text,
      place,
      passage: { span, text: chunk.text, place },
      alsoIn: { count: 0, documents: [] },
      score: entry.score,
      ranks: entry.ranks,
    };
  };

  const retrieve = async ({ collectionId, query, limit }: SearchRequest, options: RetrieveOptions = {}): Promise<RetrievedHits> => {
    const stages = options.stages ?? createStageClock(clock);
    const signal = options.signal ?? new AbortController().signal;
    signal.throwIfAborted();
    const parsed = parseQuery(query);
    const scope: Scope = { collectionId, filter: parsed.filter };
    const perRetriever = Math.max(candidateLimit, limit * 2);

    // Counting goes through all documents, so it is done once. Whether the vectors counted were searched shows later.
    const currentModelId = currentEmbeddingModelId(db);
    const counted = coverageOf(db, collectionId, currentModelId);
    const coverageFor = (modelId: number): Coverage => (modelId === currentModelId ? counted : coverageOf(db, collectionId, modelId));

    // The models process works on the question while this process searches the words.
    const meaning = stages.measure(
      'vector',
      () => searchMeaning({ library, models, vectors, queryVectors, logger }, { scope, query: parsed.text, limit: perRetriever }, signal),
      (result) => result.warning ?? `${result.entries.length} chunks`,
    );
    const words = stages.measure(
      'full-text',
      async () => searchWords(db, { scope, query: parsed, chunkCount: counted.chunks, limit: perRetriever }),
      (result) => `${result.entries.length} chunks with ${result.joined} of ${result.selected.length} words`,
    );
    const [byWords, byMeaning] = await Promise.all([words, meaning]);

    const informative = informativeTerms(byWords.terms, counted.chunks);

    const fused = await stages.measure('fusion', async () => {
      const rankings = [
        { retriever: 'full-text' as const, entries: byWords.entries },
        ...(byMeaning.entries.length > 0 ? [{ retriever: 'vector' as const, entries: byMeaning.entries }] : []),
      ];
      const wanted = Math.max(limit, rerankLimit);
      const leading = getChunks(db, { ...scope, chunkIds: byWords.entries.slice(0, leadingHits).map((entry) => entry.chunkId) });
      const weights = weightsFor(bestWordShare(informative, leading));
      return dropDuplicates(chunksOf(scope, fuseRankings(rankings, weights).slice(0, wanted * 3)), wanted);
    });
    const wantsRerank = models.status().some((status) => status.role === 'reranker' && status.state !== 'not-set');
    const reranked = wantsRerank
      ? await stages.measure('rerank', () => rerank(parsed.text, fused, signal))
      : { ranked: fused, skipped: false };
    signal.throwIfAborted();

    const coverage: Coverage = byMeaning.modelId === null ? { ...counted, embedded: 0 } : coverageFor(byMeaning.modelId);
    const warnings: SearchWarning[] = [];
    if (byMeaning.warning !== null) warnings.push(byMeaning.warning);
    else if (vectorsIncomplete(coverage)) warnings.push('vectors-incomplete');
    if (coverage.waiting > 0) warnings.push('documents-queued');
    if (reranked.skipped) warnings.push('rerank-skipped');
    const hits = reranked.ranked.slice(0, limit).flatMap(toHit);
    const relevance = judgeRelevance({
      terms: informative,
      hits,
      bestCosine: byMeaning.entries[0]?.score ?? null,
      background: byMeaning.background,
      chunkCount: counted.chunks,
    });
    const understood: UnderstoodQuery = { text: parsed.text, filter: parsed.filter, unknown: [], corrections: [] };
    return { query: understood, hits, coverage, warnings, stages: stages.timings(), relevance };
  };

  return {
    retrieve,
    async search(request, options) {
      const { relevance: _, ...result } = await retrieve(request, options);
      return result;
    },
  };
}
