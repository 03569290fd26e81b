import { AppError } from '../../shared/errors.ts';
import { getDocument, removeDocumentsForGood } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { getSource, setSourceRules } from '../store/sources.ts';
import { removeMembersOf } from './remove-with-members.ts';
import { withIgnored } from './scan/ignore-line.ts';

export interface ExcludedDocument {
  sourceId: number;
  collectionId: number;
  relativePath: string;
}

/**
 * Adds a document's path to the ignore lines of its source and takes it out for good, what is inside it first. Fails with
 * `not-found`, and with `input-invalid` for a file that is a source by itself or when no more lines fit.
 */
export async function excludeDocument(library: Library, documentId: number): Promise<ExcludedDocument> {
  const { sourceId, collectionId, relativePath, parentId } = getDocument(library.read, documentId);
  const { kind, name, rules } = getSource(library.read, sourceId);
  if (kind === 'file' && parentId === null) {
    throw new AppError('input-invalid', `“${name}” is a source of its own. Remove the source to take it out.`, {
      details: { subject: name },
    });
  }
  library.transaction((db) => setSourceRules(db, sourceId, withIgnored(rules, relativePath)));
  await removeMembersOf(library, [documentId], new AbortController().signal);
  library.transaction((db) => removeDocumentsForGood(db, [documentId]));
  return { sourceId, collectionId, relativePath };
}
