import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { placeWords, searchWarningWords } from '../words.ts';

/** Prints the best passages with where they stand. */
export async function search(session: Session, args: CliArguments, output: Output): Promise<number> {
  const collection = await session.collection();
  const result = await session.client.search.query({ collectionId: collection.id, query: args.positionals.join(' '), limit: args.limit });
  if (args.json) {
    output.json(result);
    return 0;
  }
  for (const warning of result.warnings) output.note(searchWarningWords(warning));
  if (result.hits.length === 0) output.print('Nothing found.\n');
  result.hits.forEach((hit, index) => {
    const ranks = hit.ranks.map((rank) => `${rank.retriever} ${rank.rank}`).join(', ');
    output.print(
      `${index + 1}. ${hit.documentName}, ${placeWords(hit.place)} (${ranks})\n   ${hit.text.replaceAll(/\s+/g, ' ').slice(0, 240)}\n`,
    );
  });
  const totalMs = result.stages.reduce((most, stage) => Math.max(most, stage.startMs + stage.durationMs), 0);
  output.note(`${result.hits.length} hits in ${totalMs.toFixed(0)} ms`);
  return 0;
}
