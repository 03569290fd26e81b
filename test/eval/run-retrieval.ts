/*
 * One evaluation set through the real pipeline into a real library, and all its questions, in a process of its own, so
 * that whatever ends it ends nothing else. Forked by retrieval.ts with one `RetrievalJob`; sends `RetrievalMessage`s.
 */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { modelsContract } from '../../src/shared/contract/models.ts';
import { isAppError } from '../../src/shared/errors.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { createSupervisor } from '../../src/supervise/supervisor.ts';
import { askEngine, type EngineFigures } from './ask-engine.ts';
import type { Configuration } from './configurations.ts';
import { askRetrievers, type RetrieverFigures } from './ask-retrievers.ts';
import { BadInput } from './bad-input.ts';
import { readEvaluationSet } from './evaluation-set.ts';
import { layOutSet, markAsKept } from './lay-out-set.ts';

export interface RetrievalJob {
  setDir: string;
  homeDir: string;
  model: string | null;
  reranker: string | null;
  only: readonly Configuration[];
  /** Folders of other sets, whose questions have no answer here. */
  otherSets: string[];
}

export interface RetrievalResult extends EngineFigures, RetrieverFigures {
  isKept: boolean;
  textBytes: number;
  /** Of the library file, with all that is in it. */
  indexBytes: number;
}

export type RetrievalMessage =
  | { type: 'progress'; doing: string }
  | { type: 'failed'; message: string; isBadInput: boolean }
  | { type: 'done'; result: RetrievalResult };

const FOREIGN_QUESTIONS = 200;
const job = JSON.parse(process.argv[2] ?? '') as RetrievalJob;
// Whoever wanted the result is gone.
process.once('disconnect', () => process.exit(1));

const tell = (message: RetrievalMessage): Promise<void> => new Promise((done) => process.send?.(message, undefined, {}, () => done()));
const onProgress = (doing: string): void => void tell({ type: 'progress', doing });

async function run(): Promise<RetrievalResult> {
  const set = await readEvaluationSet(job.setDir);
  const others = await Promise.all(job.otherSets.map(readEvaluationSet));
  const foreign = others.flatMap((other) => other.questions.slice(0, FOREIGN_QUESTIONS).map(({ question }) => question));
  const place = layOutSet(set, job.homeDir);
  const fork = createNodeFork({ files: processFiles() });
  const modelsProcess = createSupervisor({ kind: 'models', contract: modelsContract, fork });
  try {
    const asked = await askEngine(set, place, modelsProcess, job, onProgress);
    markAsKept(set, job.homeDir);
    const alone = await askRetrievers(set, place, modelsProcess, { only: job.only, foreign }, onProgress);
    const indexBytes = statSync(join(place.libraryDir, 'library.db')).size;
    return { ...asked, ...alone, isKept: place.isKept, textBytes: place.sizeBytes, indexBytes };
  } finally {
    await modelsProcess.dispose();
  }
}

try {
  await tell({ type: 'done', result: await run() });
  process.exit(0);
} catch (error) {
  const isKnown = error instanceof BadInput || isAppError(error);
  const message = isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  await tell({ type: 'failed', message, isBadInput: error instanceof BadInput });
  process.exit(1);
}
