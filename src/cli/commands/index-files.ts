import type { DocumentOutcome } from '../../shared/domain/document.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { CliArguments } from '../arguments.ts';
import { fromHere } from '../from-here.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { coverageWords, outcomeWords, progressWords, runWords } from '../words.ts';

interface Failure {
  file: string;
  code: string;
  outcome: DocumentOutcome | null;
  reason: string;
}

/** Adds files and folders and waits until they are searchable, with embeddings when there is a model for them. */
export async function indexFiles(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const { client, engine } = session;
  const collection = await session.collection({ create: true });
  const wanted = await addSources(session, args, collection.id);

  const wantedSources = async () => (await client.sources.list({ collectionId: collection.id })).filter((source) => wanted.has(source.id));
  const show = async () => {
    for (const source of await wantedSources())
      if (source.state !== 'idle') output.progress(`${source.name}: ${progressWords(source.progress)}`);
  };
  const timer = setInterval(() => void show().catch(() => {}), 250);
  const interrupted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([engine.whenIdle(), interrupted]);
  clearInterval(timer);

  const sources = await wantedSources();
  const failures = await listFailures(session, collection.id, sources);
  const outcomes = await Promise.all(
    sources.map(async ({ id }) => ({
      sourceId: id,
      outcomes: await client.documents.outcomes({ collectionId: collection.id, sourceId: id }),
    })),
  );
  const coverage = await client.collections.coverage({ collectionId: collection.id });
  const embedding = (await client.models.list()).find((model) => model.role === 'embedding');
  const embeddingError = embedding?.error ?? null;
  if (args.json) {
    output.json({ interrupted: signal.aborted, sources, failures, outcomes, coverage, embeddingError });
    return signal.aborted ? 130 : 0;
  }
  for (const failure of failures) output.print(`  could not read ${failure.file}: ${failure.reason}\n`);
  for (const source of sources) {
    output.print(`${source.name}: ${runWords(source)}\n`);
    const words = outcomeWords(outcomes.find(({ sourceId }) => sourceId === source.id)?.outcomes ?? []);
    if (words !== null) output.print(`  ${words}\n`);
  }
  output.print(`${collection.name}: ${coverageWords(coverage, embedding !== undefined && embedding.state !== 'not-set')}\n`);
  if (signal.aborted) output.print('Stopped. The rest is queued; run the same command again to go on.\n');
  else if (embedding?.state === 'not-set')
    output.note('No embedding model is chosen (--embedding-model FILE.gguf): full-text search only.');
  if (embeddingError) output.note(`The embedding model could not be used: ${embeddingError.message}`);
  return signal.aborted ? 130 : 0;
}

/** An engine that does its work looks at every known source again by itself. Nothing is added when one of the paths is not there. */
async function addSources({ client, engine }: Session, args: CliArguments, collectionId: number): Promise<Set<number>> {
  const known = new Map((await client.sources.list({ collectionId })).map((source) => [source.displayPath, source]));
  const grants = await Promise.all([...new Set(args.positionals.map((path) => fromHere(path)))].map((path) => engine.grants.add(path)));
  const wanted = new Set<number>();
  for (const { grantId, displayPath } of grants) {
    const source = known.get(displayPath);
    if (source?.state === 'paused') await client.sources.resume({ sourceId: source.id });
    wanted.add((source ?? (await client.sources.add({ collectionId, grantId }))).id);
  }
  return wanted;
}

async function listFailures({ client }: Session, collectionId: number, sources: readonly Source[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const source of sources) {
    for (let offset = 0; ; offset += 500) {
      const page = await client.documents.list({ collectionId, sourceId: source.id, state: 'failed', offset, limit: 500 });
      for (const { relativePath, error, outcome } of page.documents)
        failures.push({ file: relativePath, code: error?.code ?? 'internal', outcome, reason: error?.message ?? 'unknown reason' });
      if (offset + page.documents.length >= page.total || page.documents.length === 0) break;
    }
  }
  return failures;
}
