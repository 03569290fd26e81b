import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';
import type { Relationship } from '../package/relationships.ts';
import { cellReference } from './cell-reference.ts';
import { oneLine } from './row-blocks.ts';

export interface CellNote {
  row: number;
  column: number;
  text: string;
}

const MAX_NOTES = 100_000;

/** What is noted at cells: comments in threads, and the older notes where these do not merely repeat a thread. In the order of rows. */
export async function readSheetComments(
  zip: BoundedZip,
  links: readonly Relationship[],
  persons: ReadonlyMap<string, string>,
  fileName: string,
): Promise<CellNote[]> {
  const notes: CellNote[] = [];
  const threaded = links.find(({ type }) => type === 'threadedComment')?.part;
  if (threaded !== undefined) await readNotes(zip, threaded, 'threadedComment', fileName, notes, persons);
  const inThreads = new Set(notes.map(({ row, column }) => `${row} ${column}`));
  const older: CellNote[] = [];
  const comments = links.find(({ type }) => type === 'comments')?.part;
  if (comments !== undefined) await readNotes(zip, comments, 'comment', fileName, older, persons);
  notes.push(...older.filter(({ row, column }) => !inThreads.has(`${row} ${column}`)));
  return notes.toSorted((a, b) => a.row - b.row || a.column - b.column);
}

async function readNotes(
  zip: BoundedZip,
  part: string,
  element: 'comment' | 'threadedComment',
  fileName: string,
  notes: CellNote[],
  persons: ReadonlyMap<string, string>,
): Promise<void> {
  const authors: string[] = [];
  let reference = '';
  let author = '';
  let text = '';
  let taking: 'author' | 'text' | undefined;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === 'author') authors.push('');
      if (name === element) {
        reference = attributes['ref'] ?? '';
        author =
          element === 'comment' ? (authors[Number(attributes['authorId'])] ?? '') : (persons.get(attributes['personId'] ?? '') ?? '');
        text = '';
      }
      if (name === 'author') taking = 'author';
      else if (name === 't' || (name === 'text' && element === 'threadedComment')) taking = 'text';
    },
    close: (name) => {
      if (name === 'author' || name === 't' || name === 'text') taking = undefined;
      if (name !== element || notes.length >= MAX_NOTES) return;
      const { row, column } = cellReference(reference);
      const said = commentText(author, oneLine(text));
      if (row !== undefined && column !== undefined && said !== '') notes.push({ row, column, text: said });
    },
    text: (more) => {
      if (taking === 'author') authors[authors.length - 1] += more;
      else if (taking === 'text') text += more;
    },
  });
}

/** “Comment by Ada: …”; programs often write the name into the text as well. Empty for an empty comment. */
export function commentText(author: string, text: string): string {
  const name = oneLine(author);
  const said = name !== '' && text.startsWith(`${name}:`) ? text.slice(name.length + 1).trim() : text;
  if (said === '') return '';
  return name === '' || name === 'tc' || name.startsWith('tc=') ? `Comment: ${said}` : `Comment by ${name}: ${said}`;
}

/** Names of those who comment in threads, by their id. */
export async function readPersons(zip: BoundedZip, part: string | undefined, fileName: string): Promise<Map<string, string>> {
  const persons = new Map<string, string>();
  if (part === undefined) return persons;
  await readXmlWhole(zip, part, fileName, {
    open: (name, { id, displayName }) => {
      if (name === 'person' && id !== undefined) persons.set(id, displayName ?? '');
    },
  });
  return persons;
}
