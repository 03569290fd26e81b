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
  pdf: { reader: 'pdf', version: 3 },
  docx: { reader: 'docx', version: 3 },
  odt: { reader: 'odf-text', version: 1 },
  epub: { reader: 'epub', version: 1 },
  rtf: { reader: 'legacy', version: 1 },
  doc: { reader: 'legacy', version: 1 },
  xls: { reader: 'legacy', version: 1 },
  ppt: { reader: 'legacy', version: 1 },
  image: { reader: 'image', version: 2 },
  xlsx: { reader: 'sheets', version: 3 },
  csv: { reader: 'csv', version: 1 },
  pptx: { reader: 'slides', version: 2 },
  odp: { reader: 'slides', version: 2 },
  ods: { reader: 'sheets', version: 3 },
  html: { reader: 'html', version: 2 },
  markdown: { reader: 'markdown', version: 2 },
  mhtml: { reader: 'mhtml', version: 1 },
  eml: { reader: 'mail', version: 1 },
  mbox: { reader: 'mail', version: 1 },
  msg: { reader: 'msg', version: 1 },
  code: { reader: 'code', version: 1 },
  latex: { reader: 'latex', version: 1 },
  org: { reader: 'org', version: 1 },
  asciidoc: { reader: 'asciidoc', version: 1 },
  rst: { reader: 'rst', version: 1 },
  json: { reader: 'json', version: 1 },
  yaml: { reader: 'yaml', version: 1 },
  xml: { reader: 'xml', version: 1 },
  subtitles: { reader: 'subtitles', version: 1 },
  archive: { reader: 'archive', version: 1 },
  text: { reader: 'text', version: 2 },
} as const satisfies Partial<Record<DocumentFormat, ReaderIdentity>>;

/** Undefined for a format that has no reader. */
export function readerIdentity(format: DocumentFormat): ReaderIdentity | undefined {
  return (readerIdentities as Partial<Record<DocumentFormat, ReaderIdentity>>)[format];
}
