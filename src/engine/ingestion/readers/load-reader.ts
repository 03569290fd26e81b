import type { DocumentFormat } from '../../../shared/domain/document.ts';
import type { FormatReader } from './format-reader.ts';

/** A reader is loaded with the first file that needs it: most processes never see most formats. */
const readers: Partial<Record<DocumentFormat, () => Promise<FormatReader>>> = {
  pdf: async () => (await import('./pdf/read-pdf.ts')).pdfReader,
  docx: async () => (await import('./docx/read-docx.ts')).docxReader,
  odt: async () => (await import('./odf-text/read-odt.ts')).odtReader,
  epub: async () => (await import('./epub/read-epub.ts')).epubReader,
  rtf: async () => (await import('./legacy/read-legacy.ts')).rtfReader,
  doc: async () => (await import('./legacy/read-legacy.ts')).docReader,
  xls: async () => (await import('./legacy/read-legacy.ts')).xlsReader,
  ppt: async () => (await import('./legacy/read-legacy.ts')).pptReader,
  image: async () => (await import('./image/read-image.ts')).imageReader,
  xlsx: async () => (await import('./sheets/read-xlsx.ts')).xlsxReader,
  csv: async () => (await import('./csv/read-csv.ts')).csvReader,
  pptx: async () => (await import('./slides/read-pptx.ts')).pptxReader,
  odp: async () => (await import('./slides/read-odp.ts')).odpReader,
  ods: async () => (await import('./sheets/read-ods.ts')).odsReader,
  html: async () => (await import('./html/read-html.ts')).htmlReader,
  markdown: async () => (await import('./markdown/read-markdown.ts')).markdownReader,
  mhtml: async () => (await import('./html/read-mhtml.ts')).mhtmlReader,
  eml: async () => (await import('./mail/read-eml.ts')).emlReader,
  mbox: async () => (await import('./mail/read-mbox.ts')).mboxReader,
  msg: async () => (await import('./mail/read-msg.ts')).msgReader,
  code: async () => (await import('./text/read-code.ts')).codeReader,
  latex: async () => (await import('./text/read-latex.ts')).latexReader,
  org: async () => (await import('./text/read-org.ts')).orgReader,
  asciidoc: async () => (await import('./text/read-asciidoc.ts')).asciidocReader,
  rst: async () => (await import('./text/read-rst.ts')).rstReader,
  json: async () => (await import('./data/read-json.ts')).jsonReader,
  yaml: async () => (await import('./data/read-yaml.ts')).yamlReader,
  xml: async () => (await import('./data/read-xml-file.ts')).xmlReader,
  subtitles: async () => (await import('./subtitles/read-subtitles.ts')).subtitlesReader,
  archive: async () => (await import('./archive/read-archive.ts')).archiveReader,
  text: async () => (await import('./text/read-text.ts')).textReader,
};

/** The reader of a format. Every format that `detectFormat` names has one. */
export async function loadReader(format: DocumentFormat): Promise<FormatReader> {
  const load = readers[format];
  if (load === undefined) throw new Error(`no reader for ${format}`);
  return load();
}
