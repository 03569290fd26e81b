import type { DocumentFormat } from '../../../shared/domain/document.ts';
import type { FormatReader } from './format-reader.ts';

/** A reader is loaded with the first file that needs it: most processes never see most formats. */
const readers: Partial<Record<DocumentFormat, () => Promise<FormatReader>>> = {
  pdf: async () => (await import('./pdf/read-pdf.ts')).pdfReader,
  docx: async () => (await import('./docx/read-docx.ts')).docxReader,
  html: async () => (await import('./html/read-html.ts')).htmlReader,
  markdown: async () => (await import('./markdown/read-markdown.ts')).markdownReader,
  text: async () => (await import('./text/read-text.ts')).textReader,
};

/** The reader of a format. Every format that `detectFormat` names has one. */
export async function loadReader(format: DocumentFormat): Promise<FormatReader> {
  const load = readers[format];
  if (load === undefined) throw new Error(`no reader for ${format}`);
  return load();
}
