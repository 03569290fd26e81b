import type { Place } from '../../shared/domain/place.ts';
import type { Hit, SearchResult, SearchWarning, UnderstoodQuery } from '../../shared/domain/retrieval.ts';
import { isEveryDocument } from '../../shared/domain/scope.ts';
import type { Coverage } from '../../shared/domain/source.ts';
import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/logger.ts';
import type { CallOptions, ModelRegistry } from '../providers/specification.ts';
import { canonicalText } from '../store/canonical-text.ts';
import { cosinesOf } from '../store/chunk-cosines.ts';
import { getChunks, type ChunkRow } from '../store/chunks.ts';
import { coverageOf } from '../store/coverage.ts';
import { currentEmbeddingModelId } from '../store/embeddings.ts';
import { chunksHolding } from '../store/full-text.ts';
import type { Library } from '../store/open.ts';
import { hasDocuments, type Scope } from '../store/scope.ts';
import { sectionBlocks } from '../store/section-blocks.ts';
import { createVectorIndex, type VectorIndex } from '../store/vector-index.ts';
import { alsoInOf } from './also-in.ts';
import { collapseDuplicates, type Collapsed } from './collapse-duplicates.ts';
import { isComparing, spreadOverDocuments } from './comparing-question.ts';
import { exactFirst, fuseScores, type FusedEntry } from './fusion.ts';
import { anyOf } from './match-expression.ts';
import { parseQuery } from './parse-query.ts';
import { placeNow } from './place-now.ts';
import { longestReach, readableSpan } from './readable-span.ts';
import { bestWordShare, judgeRelevance, type Relevance } from './relevance.ts';
import { createReranking, orderAfterReranking } from './rerank.ts';
import { leftOut, searchWords } from './search-full-text.ts';
import { createQueryVectors } from './query-vectors.ts';
import { nothingMeant, searchMeaning, vectorsIncomplete } from './search-vectors.ts';
import { isSpellingDoubted } from './spelling-doubt.ts';
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

/** Where things are compared, so many of the first passages are of one document at most. */
const [comparedPlaces, mostOfOne] = [8, 2];
/** In a library of fewer chunks most words stand in one only. */
const loneFrom = 50;

interface RankedChunk {
  entry: FusedEntry;
  chunk: ChunkRow;
}

type Candidate = Collapsed<RankedChunk>;

interface Reranked {
  ranked: Candidate[];
  /** How many of how many candidates were scored. */
  scored: number;
  wanted: number;
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

  const rerank = async (query: string, ranked: Candidate[], signal: AbortSignal): Promise<Reranked> => {
    const texts = ranked.slice(0, rerankLimit).map(({ chunk }) => chunk.text);
    const result = await reranking.score(query, texts, signal);
    if (result.verdict !== 'scored') return { ranked, scored: 0, wanted: result.verdict === 'skipped' ? texts.length : 0 };
    const byScore = result.scores.toSorted((x, y) => y - x);
    const reordered = orderAfterReranking(result.scores, ranked.length).flatMap((index) => {
      const [item, score] = [ranked[index], result.scores[index]];
      if (item === undefined || score === undefined) return item ?? [];
      const ranks = [...item.entry.ranks, { retriever: 'reranker' as const, rank: byScore.indexOf(score) + 1, score }];
      return { ...item, entry: { ...item.entry, ranks } };
    });
    return { ranked: reordered, scored: result.scores.length, wanted: texts.length };
  };

  /** The chunk with what it needs around it to be read. */
  const passageOf = (chunk: ChunkRow, place: Place): Hit['passage'] => {
    const { contentId, documentId } = chunk;
    const own = { documentId, start: chunk.start, end: chunk.end };
    const { start, end } = readableSpan(sectionBlocks(db, { contentId, ...own, reach: longestReach }), own);
    if (start === own.start && end === own.end) return { span: own, text: chunk.text, place };
    const span = { documentId, start, end };
    return { span, text: canonicalText(db, contentId, start, end), place: placeNow(db, span) ?? place };
  };

  /** A chunk whose document has gone since it was found is left out. */
  const toHits = (scope: Scope, shown: readonly Candidate[]): Hit[] => {
    const alsoIn = alsoInOf(db, scope, shown);
    return shown.flatMap(({ entry, chunk }, index) => {
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
        passage: passageOf(chunk, place),
        alsoIn: alsoIn[index] ?? { count: 0, documents: [] },
        score: entry.score,
        ranks: entry.ranks,
      };
    });
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

    // A question that only says where to look means nothing that a model could tell.
    const hasMeaning = /[\p{L}\p{N}\p{S}]/u.test(parsed.text);
    // The models process works on the question while this process searches the words.
    const meaning = hasMeaning
      ? stages.measure(
          'vector',
          () =>
            searchMeaning({ library, models, vectors, queryVectors, logger }, { scope, query: parsed.text, limit: perRetriever }, signal),
          (result) => result.warning ?? `${result.entries.length} chunks`,
        )
      : Promise.resolve(nothingMeant(currentModelId));
    const wordSearch = { scope, query: parsed, chunkCount: counted.chunks, limit: perRetriever };
    const words = stages.measure(
      'full-text',
      () => searchWords(db, wordSearch),
      (result) => `${result.entries.length} chunks with ${result.joined} of ${result.selected.length} words`,
    );
    const [respelled, meant] = await Promise.all([words, meaning]);
    const isDoubted = isSpellingDoubted(respelled, meant, counted.chunks);
    const byWords = isDoubted ? await searchWords(db, { ...wordSearch, respells: false }) : respelled;
    const excluded = leftOut(
      db,
      parsed,
      meant.entries.map(({ chunkId }) => chunkId),
    );
    const byMeaning = { ...meant, entries: meant.entries.filter(({ chunkId }) => !excluded.has(chunkId)) };

    const informative = informativeTerms(byWords.terms, counted.chunks, parsed.text);

    const fused = await stages.measure('fusion', async () => {
      const wanted = Math.max(limit, rerankLimit);
      const wordIds = byWords.entries.map(({ chunkId }) => chunkId);
      const leading = getChunks(db, { ...scope, chunkIds: wordIds.slice(0, leadingHits) });
      const { modelId, vector } = byMeaning;
      const cosines =
        modelId === null || vector === null ? new Map<number, number>() : cosinesOf(db, { modelId, vector, chunkIds: wordIds });
      const ranked = fuseScores({
        byWords: byWords.entries,
        byMeaning: byMeaning.entries,
        cosines,
        background: byMeaning.background,
        wordShare: bestWordShare(informative, leading),
        chunkCount: counted.chunks,
      });
      const lone = counted.chunks < loneFrom ? [] : byWords.selected.filter(({ frequency }) => frequency === 1);
      const alone = lone.length === 0 ? new Set<number>() : chunksHolding(db, anyOf(lone.map(({ match }) => match)), wordIds);
      const candidates = chunksOf(scope, exactFirst(ranked, new Set(byWords.exact), alone).slice(0, wanted * 3));
      return collapseDuplicates(candidates, { limit: wanted, asked: new Set(informative.map(({ term }) => term)) });
    });
    const wantsRerank = hasMeaning && models.status().some((status) => status.role === 'reranker' && status.state !== 'not-set');
    const reranked = wantsRerank
      ? await stages.measure(
          'rerank',
          () => rerank(parsed.text, fused, signal),
          ({ scored, wanted }) => `${scored} of ${wanted} passages`,
        )
      : { ranked: fused, scored: 0, wanted: 0 };
    signal.throwIfAborted();

    const coverage: Coverage = byMeaning.modelId === null ? { ...counted, embedded: 0 } : coverageFor(byMeaning.modelId);
    const warnings: SearchWarning[] = [];
    if (byMeaning.warning !== null) warnings.push(byMeaning.warning);
    else if (hasMeaning && vectorsIncomplete(coverage)) warnings.push('vectors-incomplete');
    if (coverage.waiting > 0) warnings.push('documents-queued');
    if (reranked.scored < reranked.wanted) warnings.push(reranked.scored === 0 ? 'rerank-skipped' : 'rerank-partial');
    if (!isEveryDocument(parsed.filter) && !hasDocuments(db, scope)) warnings.push('nothing-in-scope');
    const spread = { documentOf: ({ chunk }: Candidate) => chunk.documentId, places: comparedPlaces, most: mostOfOne };
    const ranked = isComparing(parsed.text) ? spreadOverDocuments(reranked.ranked, spread) : reranked.ranked;
    const hits = toHits(scope, ranked.slice(0, limit));
    const relevance = judgeRelevance({
      terms: informative,
      respelt: new Set(byWords.corrections.map(({ to }) => to)),
      hits,
      bestCosine: byMeaning.entries[0]?.score ?? null,
      background: byMeaning.background,
      chunkCount: counted.chunks,
    });
    const understood: UnderstoodQuery = {
      text: parsed.text,
      filter: parsed.filter,
      unknown: parsed.unknown,
      corrections: byWords.corrections,
    };
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
