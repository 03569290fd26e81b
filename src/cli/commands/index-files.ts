import type { Source } from '../../shared/domain/source.ts';
import type { CliArguments } from '../arguments.ts';
import { fromHere } from '../from-here.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { count, progressWords } from '../words.ts';

/** Adds files and folders and waits until they are searchable, with embeddings when there is a model for them. */
export async function indexFiles(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const { client, engine } = session;
  const collection = await session.collection({ create: true });
  const before = await client.sources.list({ collectionId: collection.id });
  const wanted = new Set<number>();
  for (const path of args.positionals) {
    const full = fromHere(path);
    const known = before.find((source) => source.displayPath === full);
    if (known) wanted.add((await client.sources.rescan({ sourceId: known.id })).id);
    else wanted.add((await client.sources.add({ collectionId: collection.id, grantId: (await engine.grants.add(full)).grantId })).id);
  }

  const show = async () => {
    const sources = await client.sources.list({ collectionId: collection.id });
    for (const source of sources)
      if (wanted.has(source.id) && source.state !== 'idle') output.progress(`${source.name}: ${progressWords(source.progress)}`);
    return sources.filter((source) => wanted.has(source.id));
  };
  const timer = setInterval(() => void show(), 250);
  try {
    await Promise.race([
      engine.whenIdle(),
      new Promise<void>((done) => {
        signal.addEventListener('abort', () => done(), { once: true });
      }),
    ]);
  } finally {
    clearInterval(timer);
  }
  const sources = await show();
  const failures = await listFailures(session, collection.id, sources);
  const coverage = await client.collections.coverage({ collectionId: collection.id });
  if (args.json) {
    output.json({ interrupted: signal.aborted, sources, failures, coverage });
  } else {
    for (const source of sources) output.print(`${source.name}: ${progressWords(source.progress)}\n`);
    for (const failure of failures) output.print(`  could not read ${failure.file}: ${failure.reason}\n`);
    output.print(
      `Searchable: ${count(coverage.searchable)} of ${count(coverage.documents)} documents, ${count(coverage.chunks)} chunks, ${count(coverage.embedded)} embedded.\n`,
    );
    if (signal.aborted) output.print('Stopped. The rest is queued; run the same command again to go on.\n');
  }
  return signal.aborted ? 130 : 0;
}

async function listFailures(
  session: Session,
  collectionId: number,
  sources: readonly Source[],
): Promise<{ file: string; code: string; reason: string }[]> {
  const failures: { file: string; code: string; reason: string }[] = [];
  for (const source of sources) {
    for (let offset = 0; ; offset += 500) {
      const page = await session.client.documents.list({ collectionId, sourceId: source.id, state: 'failed', offset, limit: 500 });
      for (const document of page.documents)
        failures.push({
          file: document.relativePath,
          code: document.error?.code ?? 'internal',
          reason: document.error?.message ?? 'unknown reason',
        });
      if (offset + page.documents.length >= page.total || page.documents.length === 0) break;
    }
  }
  return failures;
}
