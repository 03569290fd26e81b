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

/** The likely format of a file, by its name, where the document itself is not at hand. */
export function formatOfName(name: string): DocumentFormat {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (extension === 'pdf' || extension === 'docx') return extension;
  if (extension === 'html' || extension === 'htm') return 'html';
  return extension === 'md' || extension === 'markdown' ? 'markdown' : 'text';
}
