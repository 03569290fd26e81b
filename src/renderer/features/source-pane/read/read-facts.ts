import type { Document, PageSize } from '../../../../shared/domain/document.ts';
import { count, counted, size } from '../../../ui/figures.ts';
import { formatNames } from '../../../ui/file-icon.tsx';

const languages = new Intl.DisplayNames('en', { type: 'language' });

function languageName(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** What is known of a document and its reading, in one quiet line. */
export function readFacts(document: Document, pages: readonly PageSize[]): string {
  const recognised = pages.filter(({ textSource }) => textSource === 'ocr').length;
  return [
    document.format ? formatNames[document.format] : null,
    size(document.sizeBytes),
    document.pageCount === null ? null : counted(document.pageCount, 'page'),
    recognised === 0 ? null : `${count(recognised)} recognised`,
    document.language === null ? null : languageName(document.language),
    counted(document.chunkCount, 'passage'),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
}
