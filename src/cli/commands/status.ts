import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { count, progressWords } from '../words.ts';

/** Prints what the library holds: collections, sources, coverage, models. */
export async function status(session: Session, args: CliArguments, output: Output): Promise<number> {
  const { client } = session;
  const info = await client.system.info();
  const collections = await Promise.all(
    (await client.collections.list()).map(async (collection) => ({
      ...collection,
      coverage: await client.collections.coverage({ collectionId: collection.id }),
      sources: await client.sources.list({ collectionId: collection.id }),
    })),
  );
  const models = await client.models.list();
  if (args.json) {
    output.json({ info, collections, models });
    return 0;
  }
  output.print(`Footnote ${info.version}, library ${info.libraryPath}\n`);
  for (const collection of collections) {
    const { coverage } = collection;
    output.print(
      `\n${collection.name}: ${count(coverage.documents)} documents, ${count(coverage.searchable)} searchable, ${count(coverage.failed)} failed, ${count(coverage.chunks)} chunks, ${count(coverage.embedded)} embedded\n`,
    );
    for (const source of collection.sources) output.print(`  ${source.displayPath} (${source.state}): ${progressWords(source.progress)}\n`);
    if (collection.sources.length === 0) output.print('  Nothing added yet: footnote index PATH\n');
  }
  output.print('\n');
  for (const model of models)
    output.print(
      `${model.role}: ${model.fileName ?? 'none chosen'}${model.state === 'failed' ? ` (${model.error?.message ?? 'failed'})` : ''}\n`,
    );
  return 0;
}
