import { canonicalText } from './canonical-text.ts';
import { statement, type ReadableDb } from './handles.ts';

/* These tables lie in the reading connection's own memory (see open.ts): they are views of the index and hold nothing. */
const known = statement<{ terms: string }, { term: string; chunks: number }>(
  'vocabulary.known',
  `select t.term as term, t.doc as chunks from json_each(@terms) j join temp.chunk_term t on t.term = j.value`,
);
const beginning = statement<{ after: string; before: string; limit: number }, { term: string; chunks: number }>(
  'vocabulary.beginning',
  `select term, doc as chunks from temp.chunk_term where term > @after and term < @before limit @limit`,
);
const example = statement<{ term: string }, { contentId: number; start: number; end: number }>(
  'vocabulary.example',
  `select content_id as contentId, start_offset as start, end_offset as end from chunk
   where id = (select doc from temp.chunk_term_place where term = @term and col = 'text' limit 1)`,
);

/** Which of these terms, as the full-text index holds them (folded and stemmed), stand in how many chunks of the library. */
export function knownTerms(db: ReadableDb, terms: Iterable<string>): Map<string, number> {
  return new Map(db.all(known, { terms: JSON.stringify([...terms]) }).map(({ term, chunks }) => [term, chunks]));
}

/** Terms of the index that begin so and come after `after`, in order, at most `limit`, with the chunks they stand in. */
export function termsBeginning(
  db: ReadableDb,
  { prefix, after, limit }: { prefix: string; after: string; limit: number },
): { term: string; chunks: number }[] {
  return db.all(beginning, { after, before: `${prefix}\u{10ffff}`, limit });
}

/** The text of one chunk that holds a word of this term in its text; '' when there is none. */
export function exampleOf(db: ReadableDb, term: string): string {
  const chunk = db.get(example, { term });
  return chunk === undefined ? '' : canonicalText(db, chunk.contentId, chunk.start, chunk.end);
}
