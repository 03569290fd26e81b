import {
  BookOpen,
  FileArchive,
  FileCode2,
  FileImage,
  FileQuestion,
  FileSpreadsheet,
  FileText,
  FileType,
  Hash,
  type LucideIcon,
  Mail,
  Presentation,
  Subtitles,
} from 'lucide-react';
import type { DocumentFormat } from '../../shared/domain/document.ts';

export const formatNames: Record<DocumentFormat, string> = {
  pdf: 'PDF',
  docx: 'Word',
  odt: 'OpenDocument text',
  rtf: 'Rich text',
  doc: 'Word 97',
  pptx: 'PowerPoint',
  odp: 'OpenDocument slides',
  ppt: 'PowerPoint 97',
  xlsx: 'Excel',
  ods: 'OpenDocument sheet',
  xls: 'Excel 97',
  csv: 'Table',
  epub: 'EPUB',
  html: 'HTML',
  mhtml: 'Web page',
  markdown: 'Markdown',
  text: 'Text',
  code: 'Code',
  latex: 'LaTeX',
  org: 'Org',
  asciidoc: 'AsciiDoc',
  rst: 'reStructuredText',
  json: 'JSON',
  yaml: 'YAML',
  xml: 'XML',
  subtitles: 'Subtitles',
  eml: 'Mail',
  mbox: 'Mailbox',
  msg: 'Outlook mail',
  image: 'Image',
  archive: 'Archive',
};

const icons: Partial<Record<DocumentFormat, LucideIcon>> = {
  docx: FileType,
  odt: FileType,
  rtf: FileType,
  doc: FileType,
  pptx: Presentation,
  odp: Presentation,
  ppt: Presentation,
  xlsx: FileSpreadsheet,
  ods: FileSpreadsheet,
  xls: FileSpreadsheet,
  csv: FileSpreadsheet,
  epub: BookOpen,
  html: FileCode2,
  mhtml: FileCode2,
  markdown: Hash,
  code: FileCode2,
  json: FileCode2,
  yaml: FileCode2,
  xml: FileCode2,
  subtitles: Subtitles,
  eml: Mail,
  mbox: Mail,
  msg: Mail,
  image: FileImage,
  archive: FileArchive,
};

/** The icon of a file; its name stands beside it, so it is decoration. */
export function FileIcon({ format }: { format: DocumentFormat | null }) {
  const Icon = format ? (icons[format] ?? FileText) : FileQuestion;
  return <Icon className="file-icon" size={16} strokeWidth={1.5} aria-hidden />;
}

const formats = new Map<string, DocumentFormat>([
  ['pdf', 'pdf'],
  ['docx', 'docx'],
  ['html', 'html'],
  ['htm', 'html'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['txt', 'text'],
  ['csv', 'text'],
]);

/** What a file that is not read yet will be read as, by its name; null where that is not certain. */
export function likelyFormat(name: string): DocumentFormat | null {
  return formats.get(name.slice(name.lastIndexOf('.') + 1).toLowerCase()) ?? null;
}

/** The format of a file that was read, by its name, where the document itself is not at hand. */
export const formatOfName = (name: string): DocumentFormat => likelyFormat(name) ?? 'text';
