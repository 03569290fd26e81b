/*
 * One corpus through the real pipeline into a real store, in a process of its own, so that its parent sees what ends it.
 * Forked by extraction.ts with {corpusDir, homeDir}; answers with one `PipelineResult`.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createEngine } from '../../src/engine/engine.ts';
import { systemClock } from '../../src/engine/base/clock.ts';
import { silentLogger } from '../../src/engine/base/logger.ts';
import { openLibrary } from '../../src/engine/store/open.ts';
import { engineContract } from '../../src/shared/contract/engine.ts';
import { modelsContract } from '../../src/shared/contract/models.ts';
import type { Document } from '../../src/shared/domain/document.ts';
import type { ChildHandle, Fork } from '../../src/shared/process.ts';
import { createContractClient } from '../../src/shared/rpc/client.ts';
import { createPortPair } from '../../src/shared/rpc/port-pair.ts';
import { serveContract } from '../../src/shared/rpc/serve.ts';
import { createNodeFork } from '../../src/supervise/child-fork.ts';
import { processFiles } from '../../src/supervise/process-files.ts';
import { residentBytesOf } from '../../src/supervise/resident-bytes.ts';
import { createSupervisor } from '../../src/supervise/supervisor.ts';
import { checkChunks, type WrongChunk } from './check-chunks.ts';
import { checkDocument, type Miss } from './check-document.ts';
import { type CorpusFile, type Manifest, readManifest } from './manifest.ts';

export interface FileResult {
  file: string;
  format: string;
  sizeBytes: number;
  pages: number;
  outcome: string | null;
  message: string | null;
  phrasesTotal: number;
  phraseMisses: Miss[];
  structureMisses: Miss[];
  /** null: nothing of it had to fail. */
  mustFailOk: boolean | null;
  hung: boolean;
}

export interface PipelineResult {
  files: FileResult[];
  wallMs: number;
  peakEngineMb: number;
  peakReaderMb: number;
  readersStarted: number;
  /** Readers that ended by themselves while at work. */
  readerCrashes: number;
  chunksChecked: number;
  wrongChunks: WrongChunk[];
}

const { corpusDir, homeDir } = JSON.parse(process.argv[2] ?? '{}') as { corpusDir: string; homeDir: string };
const manifest: Manifest = readManifest(corpusDir);
const limitMs = manifest.limits.seconds_per_file * 1000;
const libraryDir = join(homeDir, 'library');
const alive = new Set<ChildHandle>();
let readersStarted = 0;
const nodeFork = createNodeFork({ files: processFiles() });
const fork: Fork = async (kind, options) => {
  const handle = await nodeFork(kind, options);
  if (kind === 'reader') {
    readersStarted += 1;
    alive.add(handle);
    void handle.exited.then(() => alive.delete(handle));
  }
  return handle;
};
const models = createSupervisor({ kind: 'models', contract: modelsContract, fork });
const engine = createEngine({ libraryDir, version: 'eval', fork, modelsProcess: models, gpu: 'cpu' });
const [ours, theirs] = createPortPair();
serveContract(engine.router, theirs, {});
const { client } = createContractClient(engineContract, ours);
const peaks = { engine: 0, reader: 0 };
const sampling = setInterval(() => void sample(), 100);

async function sample(): Promise<void> {
  peaks.engine = Math.max(peaks.engine, process.memoryUsage.rss());
  for (const { pid } of alive) if (pid !== undefined) peaks.reader = Math.max(peaks.reader, (await residentBytesOf(pid)) ?? 0);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const [collection] = await client.collections.list();
const collectionId = collection?.id ?? 1;
const all = async (): Promise<Document[]> => {
  const documents: Document[] = [];
  for (;;) {
    const page = await client.documents.list({ collectionId, limit: 500, offset: documents.length });
    documents.push(...page.documents);
    if (page.documents.length === 0 || documents.length >= page.total) return documents;
  }
};

/** Until nothing is waited for, or until nothing has happened for as long as a file may take; then the rest hangs. */
async function settle(): Promise<void> {
  let before = '';
  let since = performance.now();
  for (;;) {
    const [documents, ocr, sources] = [await all(), await client.ocr.status(), await client.sources.list({ collectionId })];
    const isBusy =
      documents.some(({ state }) => state === 'queued' || state === 'reading') ||
      ocr.documentsWaiting > 0 ||
      sources.some(({ state }) => state === 'scanning' || state === 'ingesting');
    if (!isBusy) return;
    const now = JSON.stringify([documents.map(({ id, state }) => [id, state]), ocr.pagesDone, ocr.documentsWaiting]);
    if (now !== before) [before, since] = [now, performance.now()];
    if (performance.now() - since > 2 * limitMs + 60_000) return;
    await pause(200);
  }
}

const startedAt = performance.now();
const { grantId } = await engine.grants.add(join(corpusDir, 'files'));
await client.sources.add({ collectionId, grantId });
await settle();

const byPath = (documents: readonly Document[], file: string) => documents.find(({ relativePath }) => relativePath === file);
const withoutPassword = new Map<string, boolean>();
for (const { file, password, without_password: mustFail } of manifest.files) {
  const document = byPath(await all(), file);
  if (mustFail !== undefined) withoutPassword.set(file, document?.outcome === 'encrypted');
  if (password !== undefined && document) await client.documents.givePassword({ documentId: document.id, password, remember: false });
}
await settle();
const wallMs = performance.now() - startedAt;
const documents = await all();
clearInterval(sampling);
await engine.dispose();
await models.dispose();

const library = openLibrary({ path: join(libraryDir, 'library.db'), clock: systemClock, logger: silentLogger });

/** Failing well: listed as failed with a typed outcome, or read as having nothing. */
function failsWell(file: CorpusFile, document: Document | undefined): boolean | null {
  const first = withoutPassword.get(file.file);
  if (file.expect === 'text') return first ?? null;
  if (!document || document.state === 'queued' || document.state === 'reading') return false;
  if (document.state === 'searchable') return file.expect.includes('no-text') && document.chunkCount === 0;
  return document.outcome !== null && document.error?.code !== 'internal';
}

function resultOf(file: CorpusFile): FileResult {
  const document = byPath(documents, file.file);
  const wantsText = file.expect === 'text';
  const nothing = {
    phrases: file.phrases.map(({ text }) => ({ file: file.file, wanted: text, place: null, foundAt: [] })),
    structure: [],
  };
  const isReadable = document !== undefined && document.chunkCount > 0;
  const checked = !wantsText ? { phrases: [], structure: [] } : isReadable ? checkDocument(library.read, document.id, file) : nothing;
  return {
    file: file.file,
    format: document?.format ?? file.kind,
    sizeBytes: document?.sizeBytes ?? 0,
    pages: document?.pageCount ?? 0,
    outcome: document?.outcome ?? null,
    message:
      document?.error?.message ?? document?.warnings[0] ?? (existsSync(join(corpusDir, 'files', file.file)) ? null : 'not in files/'),
    phrasesTotal: wantsText ? file.phrases.length : 0,
    phraseMisses: checked.phrases,
    structureMisses: checked.structure,
    mustFailOk: failsWell(file, document),
    hung: document === undefined || document.state === 'queued' || document.state === 'reading',
  };
}

const chunks = checkChunks(library);
const result: PipelineResult = {
  files: manifest.files.map(resultOf),
  wallMs,
  peakEngineMb: peaks.engine / 1e6,
  peakReaderMb: peaks.reader / 1e6,
  readersStarted,
  readerCrashes: documents.filter(({ error }) => error?.code === 'read-crashed').length,
  chunksChecked: chunks.checked,
  wrongChunks: chunks.wrong,
};
library.close();
process.send?.(result, undefined, {}, () => process.exit(0));
