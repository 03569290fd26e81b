import type { Place } from '../../src/shared/domain/place.ts';
import { textOfSpan } from '../../src/engine/store/blocks.ts';
import { statement } from '../../src/engine/store/handles.ts';
import type { ReadableDb } from '../../src/engine/store/open.ts';
import { placesOf } from '../../src/engine/store/places.ts';
import { comparableText, occurrences } from './comparable-text.ts';
import { type CorpusFile, expectedPlace, type Phrase } from './manifest.ts';

export interface Miss {
  file: string;
  /** What was to be found, and where; null anywhere in the document. */
  wanted: string;
  place: string | null;
  /** Where it stands instead; empty when it is not in the index at all. */
  foundAt: string[];
}

const chunkSpans = statement<{ documentId: number }, { start: number; end: number }>(
  'eval.chunks',
  `select start_offset as start, end_offset as end from chunk
   where content_id = (select content_id from document where id = @documentId) order by start_offset`,
);
const headingTexts = statement<{ documentId: number }, { text: string }>(
  'eval.headings',
  `select text from block where kind = 'heading' and content_id = (select content_id from document where id = @documentId)`,
);

const everything = Number.MAX_SAFE_INTEGER;

function columnNumber(letters: string): number {
  return Array.from(letters).reduce((sum, letter) => sum * 26 + (letter.codePointAt(0) ?? 0) - 64, 0);
}

/** `B2:D4` as the cells in it; a cell as itself. Corners only: a phrase of a manifest names one cell. */
function contains(range: string, cell: string): boolean {
  const parse = (name: string) => /^([A-Z]+)(\d+)$/.exec(name);
  const [first, last = first] = range.split(':').map(parse);
  const wanted = parse(cell);
  if (!first || !last || !wanted) return false;
  const [column, row] = [columnNumber(wanted[1] ?? ''), Number(wanted[2])];
  const isColumn = column >= columnNumber(first[1] ?? '') && column <= columnNumber(last[1] ?? '');
  return isColumn && row >= Number(first[2]) && row <= Number(last[2]);
}

function isAt(place: Place, wanted: string): boolean {
  switch (place.kind) {
    case 'page':
      return wanted === `page ${place.page}`;
    case 'slide':
      return wanted === `slide ${place.slide}`;
    case 'cells': {
      const [sheet, cell] = [wanted.slice(0, wanted.lastIndexOf('!')), wanted.slice(wanted.lastIndexOf('!') + 1)];
      return wanted === `sheet ${place.sheet}` || (sheet === place.sheet && contains(place.range, cell));
    }
    default:
      return false;
  }
}

const inWords = (place: Place): string =>
  place.kind === 'cells'
    ? `${place.sheet}!${place.range}`
    : place.kind === 'page'
      ? `page ${place.page}`
      : place.kind === 'slide'
        ? `slide ${place.slide}`
        : place.kind;

/** True when chunks cover all of [start, end) but blanks: what no chunk holds, no search finds. */
function isChunked(chunks: readonly { start: number; end: number }[], text: string, range: { start: number; end: number }): boolean {
  let at = range.start;
  for (const chunk of chunks) {
    if (chunk.end <= at) continue;
    if (chunk.start > at && text.slice(at, Math.min(chunk.start, range.end)).trim() !== '') return false;
    at = Math.max(at, chunk.end);
    if (at >= range.end) return true;
  }
  return text.slice(at, range.end).trim() === '';
}

/** A phrase of the manifest where it stands in the stored index. */
export interface FoundPhrase {
  phrase: Phrase;
  start: number;
  end: number;
  place: Place;
}

/** The phrases of a file that are not in the stored index at their place, and its structure that is not there. */
export function checkDocument(
  db: ReadableDb,
  documentId: number,
  file: CorpusFile,
): { found: FoundPhrase[]; phrases: Miss[]; structure: Miss[] } {
  const text = textOfSpan(db, documentId, 0, everything);
  const comparable = comparableText(text);
  const chunks = db.all(chunkSpans, { documentId });
  const found: FoundPhrase[] = [];
  const missOf = (phrase: Phrase): Miss | null => {
    const wanted = expectedPlace(phrase, file);
    const foundAt = new Set<string>();
    for (const range of occurrences(comparable, phrase.text)) {
      if (!isChunked(chunks, text, range)) continue;
      const places = placesOf(db, { documentId, ...range });
      const place = wanted === null ? places[0] : places.find((candidate) => isAt(candidate, wanted));
      if (place) {
        found.push({ phrase, ...range, place });
        return null;
      }
      for (const place of places) foundAt.add(inWords(place));
    }
    return { file: file.file, wanted: phrase.text, place: wanted, foundAt: [...foundAt] };
  };
  const headings = new Set(db.all(headingTexts, { documentId }).map((row) => comparableText(row.text).text));
  const structure = [...file.headings, ...file.outline]
    .filter((heading) => ![...headings].some((found) => found.includes(comparableText(heading).text)))
    .map((heading) => ({ file: file.file, wanted: heading, place: 'heading', foundAt: [] }));
  const phrases = file.phrases.map(missOf).filter((miss) => miss !== null);
  return { found, phrases, structure };
}
