import type { BoundedZip } from '../package/bounded-zip.ts';
import { readXmlWhole } from '../package/read-xml.ts';

const MAX_COMMENTS = 10_000;

/** Names of those who comment, by id; older and newer presentations keep them in different parts. */
export async function readCommentAuthors(zip: BoundedZip, parts: readonly string[], fileName: string): Promise<Map<string, string>> {
  const authors = new Map<string, string>();
  for (const part of parts) {
    await readXmlWhole(zip, part, fileName, {
      open: (name, attributes) => {
        if ((name === 'cmAuthor' || name === 'author') && attributes['id'] !== undefined)
          authors.set(attributes['id'], attributes['name'] ?? '');
      },
    });
  }
  return authors;
}

/** The comments on a slide and the replies to them, each with the name of its author. */
export async function readSlideComments(
  zip: BoundedZip,
  part: string,
  authors: ReadonlyMap<string, string>,
  fileName: string,
): Promise<string[]> {
  const comments: string[] = [];
  const open: { place: number; author: string; text: string }[] = [];
  let inText = false;
  await readXmlWhole(zip, part, fileName, {
    open: (name, attributes) => {
      if (name === 'cm' || name === 'reply') {
        // A comment stands before its replies, wherever its text comes.
        open.push({ place: comments.push('') - 1, author: authors.get(attributes['authorId'] ?? '') ?? '', text: '' });
      } else if (name === 'text' || name === 't') inText = true;
      else if (name === 'p') {
        const current = open.at(-1);
        if (current !== undefined && current.text !== '') current.text += '\n';
      }
    },
    close: (name) => {
      if (name === 'text' || name === 't') inText = false;
      if (name !== 'cm' && name !== 'reply') return;
      const comment = open.pop();
      const text = comment?.text.trim() ?? '';
      if (comment === undefined || text === '' || comment.place >= MAX_COMMENTS) return;
      comments[comment.place] = `Comment${comment.author.trim() === '' ? '' : ` by ${comment.author.trim()}`}: ${text}`;
    },
    text: (text) => {
      const comment = open.at(-1);
      if (inText && comment !== undefined) comment.text += text;
    },
  });
  return comments.filter((comment) => comment !== '');
}
