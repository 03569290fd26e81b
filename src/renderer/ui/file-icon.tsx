import { FileCode2, FileQuestion, FileText, FileType, Hash } from 'lucide-react';
import type { DocumentFormat } from '../../shared/domain/document.ts';

export const formatNames: Record<DocumentFormat, string> = {
  pdf: 'PDF',
  docx: 'Word',
  html: 'HTML',
  markdown: 'Markdown',
  text: 'Text',
};

const icons = { pdf: FileText, docx: FileType, html: FileCode2, markdown: Hash, text: FileText };

/** The icon of a file; its name stands beside it, so it is decoration. */
export function FileIcon({ format }: { format: DocumentFormat | null }) {
  const Icon = format ? icons[format] : FileQuestion;
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
