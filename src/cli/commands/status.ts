import type { DocumentState } from '../../shared/domain/document.ts';
import type { Source } from '../../shared/domain/source.ts';
import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { counted, coverageWords, outcomeWords, sourceWords } from '../words.ts';

async function countDocuments({ client }: Session, source: Source): Promise<Record<DocumentState, number>> {
  const totalOf = async (state: DocumentState) =>
    (await client.documents.list({ collectionId: source.collectionId, sourceId: source.id, state, limit: 1 })).total;
  const [searchable, failed, queued, reading, missing] = await Promise.all([
    totalOf('searchable'),
    totalOf('failed'),
    totalOf('queued'),
    totalOf('reading'),
    totalOf('missing'),
  ]);
  return { searchable, failed, queued, reading, missing };
}

/** Prints what the library holds: collections, sources, what reading them came to, coverage, models. */
export async function status(session: Session, args: CliArguments, output: Output): Promise<number> {
  const { client } = session;
  const info = await client.system.info();
  const collections = await Promise.all(
    (await client.collections.list()).map(async (collection) => ({
      ...collection,
      coverage: await client.collections.coverage({ collectionId: collection.id }),
      sources: await Promise.all(
        (await client.sources.list({ collectionId: collection.id })).map(async (source) => ({
          ...source,
          documents: await countDocuments(session, source),
          outcomes: await client.documents.outcomes({ collectionId: collection.id, sourceId: source.id }),
        })),
      ),
    })),
  );
  const models = await client.models.list();
  if (args.json) {
    output.json({ info, collections, models });
    return 0;
  }
  const hasEmbeddings = models.some((model) => model.role === 'embedding' && model.state !== 'not-set');
  output.print(`Footnote ${info.version}, library ${info.libraryPath}\n`);
  for (const collection of collections) {
    output.print(`\n${collection.name}: ${coverageWords(collection.coverage, hasEmbeddings)}\n`);
    for (const source of collection.sources) {
      output.print(`  ${source.displayPath}: ${sourceWords(source, source.documents)}\n`);
      const outcomes = outcomeWords(source.outcomes);
      if (outcomes !== null) output.print(`    ${outcomes}\n`);
    }
    if (collection.sources.length === 0) output.print('  Nothing added yet: footnote index PATH\n');
  }
  output.print('\n');
  for (const model of models) output.print(`${model.role} model: ${model.displayPath ?? 'none chosen'}\n`);
  const waiting = collections.flatMap((each) => each.sources).reduce((sum, { documents }) => sum + documents.queued + documents.reading, 0);
  if (waiting > 0) output.note(`Waiting to be read: ${counted(waiting, 'file')}. Run footnote index PATH to go on.`);
  return 0;
}
