import { createEngine, type ModelsProcess } from '../../src/engine/engine.ts';
import { engineContract } from '../../src/shared/contract/engine.ts';
import type { ModelRole } from '../../src/shared/domain/model.ts';
import { isAppError } from '../../src/shared/errors.ts';
import { createContractClient } from '../../src/shared/rpc/client.ts';
import { createPortPair } from '../../src/shared/rpc/port-pair.ts';
import { serveContract } from '../../src/shared/rpc/serve.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { BadInput } from './bad-input.ts';
import type { Configuration } from './configurations.ts';
import { cpuMeter } from './cpu-meter.ts';
import type { EvaluationSet } from './evaluation-set.ts';
import type { LaidOutSet } from './lay-out-set.ts';
import { type Asked, type MeasuredRanking, measureRanking, timed } from './measure-ranking.ts';

export interface Spent {
  wallMs: number;
  /** Of the engine and the models process; reader processes are not counted. null where the system does not say. */
  cpuMs: number | null;
}

export interface EngineFigures {
  rankings: { configuration: Configuration; measured: MeasuredRanking }[];
  indexed: Spent;
  embedded: Spent | null;
  documents: number;
  searchable: number;
  chunks: number;
  withVectors: number;
}

/** What the contract takes at most. */
const MAX_QUERY_CHARS = 4000;
const DEPTH = 10;
const MOST_HITS = 100;

/**
 * Reads a set that lies in a folder into a library with a real engine, and asks it every question through the
 * contract: without a model, then with the embedding model, then with the reranker as well. The library keeps the
 * models it was asked with last.
 */
export async function askEngine(
  set: EvaluationSet,
  place: LaidOutSet,
  modelsProcess: ModelsProcess,
  wanted: { model: string | null; reranker: string | null; only: readonly Configuration[] },
  onProgress: (doing: string) => void,
): Promise<EngineFigures> {
  const cpu = cpuMeter(() => modelsProcess.pid);
  const { libraryDir } = place;
  const fork = createNodeFork({ files: processFiles() });
  // The engine would end the process that is used again after it.
  const lent: ModelsProcess = Object.create(modelsProcess, { dispose: { value: () => Promise.resolve() } });
  const engine = createEngine({ libraryDir, version: 'eval', fork, modelsProcess: lent, gpu: 'cpu', watch: false });
  try {
    const [ours, theirs] = createPortPair();
    serveContract(engine.router, theirs, {});
    const { client } = createContractClient(engineContract, ours);
    const collectionId = (await client.collections.list())[0]?.id ?? 1;

    const spend = async (work: () => Promise<void>): Promise<Spent> => {
      const before = cpu() ?? 0;
      const { durationMs: wallMs } = await timed(work);
      const after = cpu();
      return { wallMs, cpuMs: after === null ? null : after - before };
    };
    const use = async (role: ModelRole, path: string | null): Promise<void> => {
      const grantId = path === null ? null : (await engine.grants.add(path)).grantId;
      await client.models.set({ role, grantId });
      if (path === null) return;
      try {
        await client.models.load({ role });
      } catch (error) {
        throw isAppError(error) ? new BadInput(`${path}: ${error.message}`) : error;
      }
    };

    const idOfDocument = new Map<number, string>();
    const ask = async (query: string, limit?: number): Promise<Asked> => {
      const { result, durationMs } = await timed(() =>
        client.search.query({ collectionId, query, ...(limit === undefined ? {} : { limit }) }),
      );
      // A hit is of its document and of those that the product names as having the same words.
      const documents = result.hits.flatMap(({ span, alsoIn }) => [span, ...alsoIn.documents]).map(({ documentId }) => documentId);
      const docs = documents.flatMap((documentId) => idOfDocument.get(documentId) ?? []);
      return { docs: [...new Set(docs)], warnings: result.warnings, durationMs };
    };
    /** As the window asks. Where its hits lie in few documents, what a longer list would name follows them. */
    const askWell = async (question: string): Promise<Asked> => {
      const query = question.slice(0, MAX_QUERY_CHARS).toWellFormed();
      if (query.trim() === '') return { docs: [], warnings: [], durationMs: 0 };
      const asked = await ask(query);
      if (asked.docs.length >= Math.min(DEPTH, set.documents.length)) return asked;
      const more = await ask(query, MOST_HITS);
      return { ...asked, docs: [...new Set([...asked.docs, ...more.docs])] };
    };
    const rankings: EngineFigures['rankings'] = [];
    const measure = async (configuration: Configuration): Promise<void> => {
      if (!wanted.only.includes(configuration)) return;
      onProgress(`asking ${set.questions.length} questions (${configuration})`);
      rankings.push({ configuration, measured: await measureRanking(set, askWell, cpu) });
    };

    await use('embedding', null);
    await use('reranker', null);
    onProgress(place.isKept ? 'opening the kept library' : `indexing ${set.documents.length} documents`);
    const indexed = await spend(async () => {
      if ((await client.sources.list({ collectionId })).length === 0) {
        const { grantId } = await engine.grants.add(place.filesDir);
        await client.sources.add({ collectionId, grantId });
      }
      await engine.whenIdle();
    });
    for (let offset = 0; ;) {
      const { documents, total } = await client.documents.list({ collectionId, limit: 500, offset });
      for (const { id, relativePath } of documents) idOfDocument.set(id, place.idOf(relativePath) ?? relativePath);
      offset += documents.length;
      if (documents.length === 0 || offset >= total) break;
    }

    await measure('full-text');
    let embedded: Spent | null = null;
    if (wanted.model !== null) {
      const path = wanted.model;
      onProgress('embedding');
      embedded = await spend(async () => {
        await use('embedding', path);
        await engine.whenIdle();
      });
      await measure('hybrid');
    }
    if (wanted.reranker !== null) {
      await use('reranker', wanted.reranker);
      await measure('hybrid+rerank');
    }
    const coverage = await client.collections.coverage({ collectionId });
    return {
      rankings,
      indexed,
      embedded,
      documents: coverage.documents,
      searchable: coverage.searchable,
      chunks: coverage.chunks,
      withVectors: coverage.embedded,
    };
  } finally {
    await engine.dispose();
  }
}
