import type { DocumentFormat } from '../../../shared/domain/document.ts';

/** Who reads a format. Another version means that the same bytes would give another text. */
export interface ReaderIdentity {
  readonly reader: string;
  readonly version: number;
}

/**
 * The readers of this program, told without loading one: what an older one made is read anew, and what it could not
 * read is tried again. Raise the version with every change of what a reader extracts.
 */
export const readerIdentities = {
  pdf: { reader: 'pdf', version: 1 },
  docx: { reader: 'docx', version: 1 },
  html: { reader: 'html', version: 1 },
  markdown: { reader: 'markdown', version: 1 },
  text: { reader: 'text', version: 1 },
} as const satisfies Partial<Record<DocumentFormat, ReaderIdentity>>;

/** Undefined for a format that has no reader. */
export function readerIdentity(format: DocumentFormat): ReaderIdentity | undefined {
  return (readerIdentities as Partial<Record<DocumentFormat, ReaderIdentity>>)[format];
}
