import { AppError } from '../../shared/errors.ts';
import { getDocument, getDocumentFile, removeDocumentsForGood } from '../store/documents.ts';
import type { Library } from '../store/open.ts';
import { getSource, setSourceRules } from '../store/sources.ts';
import { withIgnored } from './scan/ignore-line.ts';

/**
 * Adds a document's path to the ignore lines of its source and takes it out for good, with what is a member of it. Fails with `not-found`, and
 * with `input-invalid` for a file that is a source by itself.
 */
export function excludeDocument(library: Library, documentId: number): { sourceId: number; collectionId: number; relativePath: string } {
  const { sourceId, collectionId, relativePath } = getDocumentFile(library.read, documentId);
  const source = getSource(library.read, sourceId);
  const { name, parentId } = getDocument(library.read, documentId);
  if (source.kind === 'file' && parentId === null) {
    throw new AppError('input-invalid', `“${name}” is a source of its own. Remove the source to take it out.`, {
      details: { subject: name },
    });
  }
  library.transaction((db) => {
    setSourceRules(db, sourceId, withIgnored(source.rules, relativePath));
    removeDocumentsForGood(db, [documentId]);
  });
  return { sourceId, collectionId, relativePath };
}
