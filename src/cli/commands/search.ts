import type { CliArguments } from '../arguments.ts';
import type { Output } from '../output.ts';
import type { Session } from '../session.ts';
import { understoodWords } from '../../shared/domain/filter-words.ts';
import { counted, placeWords, searchWarningWords } from '../words.ts';

/** Prints the best passages with where they stand. */
export async function search(session: Session, args: CliArguments, output: Output, signal: AbortSignal): Promise<number> {
  const collection = await session.collection();
  const query = args.positionals.join(' ');
  const result = await session.client.search.query({ collectionId: collection.id, query, limit: args.limit }, { signal });
  if (args.json) {
    output.json(result);
    return 0;
  }
  for (const words of understoodWords(result.query, query)) output.note(`${words}.`);
  for (const warning of result.warnings) output.note(searchWarningWords(warning));
  if (result.hits.length === 0) output.print('Nothing found.\n');
  result.hits.forEach((hit, index) => {
    const ranks = hit.ranks.map((rank) => `${rank.retriever} ${rank.rank}`).join(', ');
    const text = hit.text.replaceAll(/\s+/g, ' ');
    output.print(
      `${index + 1}. ${hit.documentName}, ${placeWords(hit.place)} (${ranks})\n   ${text.length > 240 ? `${text.slice(0, 240)}…` : text}\n`,
    );
  });
  const totalMs = result.stages.reduce((most, stage) => Math.max(most, stage.startMs + stage.durationMs), 0);
  output.note(`${counted(result.hits.length, 'hit')} in ${totalMs.toFixed(0)} ms`);
  return 0;
}
