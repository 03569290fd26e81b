import { type PdfDocument, utf16Of } from './pdf-document.ts';

/** The title its author gave; not what a program put there (“Microsoft Word - draft3.doc”, “untitled”). */
export function documentTitle({ pdfium, handle }: PdfDocument): string | null {
  const raw = utf16Of(pdfium, (address, bytes) => pdfium.FPDF_GetMetaText(handle, 'Title', address, bytes));
  const title = raw.replace(/\s+/g, ' ').trim().slice(0, 300).toWellFormed();
  const isMachineMade =
    /^(?:microsoft \w+ - |untitled$|unknown$|document\d*$|title$|\(anonymous\)$)|\.(?:docx?|xlsx?|pptx?|indd|qxd|tex|dvi|pdf|rtf|odt)$/i.test(
      title,
    );
  return title === '' || isMachineMade || !/\p{L}/u.test(title) ? null : title;
}
