import type { Box } from '../../../../shared/domain/place.ts';
import type { DisplayTransform } from './display-transform.ts';
import { type PdfDocument, utf16Of } from './pdf-document.ts';

/** What somebody wrote onto a page or into a field of its form. */
export interface PageNote {
  text: string;
  /** Where it is shown, on the page as displayed. */
  box: Box;
}

const MAX_NOTES = 2_000;
const MAX_NOTE_CHARS = 8_000;
const FREE_TEXT = 3;
const WIDGET = 20;
/** Text, FreeText, Line, Square, Circle, Polygon, PolyLine, Highlight, Underline, Squiggly, StrikeOut, Stamp, Caret, Ink. */
const COMMENTED = new Set([1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15]);
const HIDDEN = 2;
const CHECKBOX = 2;
const RADIO = 3;
const PUSH_BUTTON = 1;
const SIGNATURE = 7;

/** The comments on a page and the values of its form's fields, in the order of the file. */
export function readPageNotes(document: PdfDocument, page: number, displayed: DisplayTransform): PageNote[] {
  const { pdfium, form } = document;
  const count = Math.min(pdfium.FPDFPage_GetAnnotCount(page), MAX_NOTES);
  if (count <= 0) return [];
  // Without this no box is ever ticked.
  if (form !== 0) pdfium.FORM_OnAfterLoadPage(page, form);
  try {
    return notesOf(document, page, count, displayed);
  } finally {
    if (form !== 0) pdfium.FORM_OnBeforeClosePage(page, form);
  }
}

function notesOf(document: PdfDocument, page: number, count: number, displayed: DisplayTransform): PageNote[] {
  const { pdfium } = document;
  const notes: PageNote[] = [];
  for (let index = 0; index < count; index += 1) {
    const annotation = pdfium.FPDFPage_GetAnnot(page, index);
    if (annotation === 0) continue;
    try {
      const text = textOf(document, annotation);
      if (text !== '') notes.push({ text, box: rectOf(document, annotation, displayed) });
    } finally {
      pdfium.FPDFPage_CloseAnnot(annotation);
    }
  }
  return notes;
}

function textOf(document: PdfDocument, annotation: number): string {
  const { pdfium } = document;
  if ((pdfium.FPDFAnnot_GetFlags(annotation) & HIDDEN) !== 0) return '';
  const subtype = pdfium.FPDFAnnot_GetSubtype(annotation);
  if (subtype === WIDGET) return fieldText(document, annotation);
  if (!COMMENTED.has(subtype)) return '';
  const contents = stringOf(document, annotation, 'Contents');
  // What is typed onto the page is text of it, not about it.
  if (contents === '') return '';
  return subtype === FREE_TEXT ? `Note: ${contents}` : `Comment: ${contents}`;
}

/** “Name: value”; ticks as “Name: ☑”. Empty for empty fields, buttons and signatures. */
function fieldText(document: PdfDocument, annotation: number): string {
  const { pdfium, form } = document;
  if (form === 0) return '';
  const type = pdfium.FPDFAnnot_GetFormFieldType(form, annotation);
  if (type === PUSH_BUTTON || type === SIGNATURE || type < 0) return '';
  const get = (read: (form: number, annotation: number, buffer: number, bytes: number) => number): string =>
    tidy(utf16Of(pdfium, (address, bytes) => read(form, annotation, address, bytes)));
  const name = get(pdfium.FPDFAnnot_GetFormFieldAlternateName) || get(pdfium.FPDFAnnot_GetFormFieldName);
  if (type === CHECKBOX || type === RADIO) {
    if (!pdfium.FPDFAnnot_IsChecked(form, annotation)) return '';
    const value = type === RADIO ? get(pdfium.FPDFAnnot_GetFormFieldExportValue) : '';
    return name === '' ? '' : `${name}: ${value === '' ? '☑' : value}`;
  }
  const value = get(pdfium.FPDFAnnot_GetFormFieldValue);
  if (value === '') return '';
  return name === '' ? value : `${name}: ${value}`;
}

function stringOf({ pdfium }: PdfDocument, annotation: number, key: string): string {
  return tidy(utf16Of(pdfium, (address, bytes) => pdfium.FPDFAnnot_GetStringValue(annotation, key, address, bytes)));
}

function tidy(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/g, ' ')
    .trim()
    .slice(0, MAX_NOTE_CHARS)
    .toWellFormed();
}

function rectOf({ pdfium, scratch }: PdfDocument, annotation: number, displayed: DisplayTransform): Box {
  if (!pdfium.FPDFAnnot_GetRect(annotation, scratch)) return { x0: 0, y0: 0, x1: 0, y1: 0 };
  const [left = 0, top = 0, right = 0, bottom = 0] = new Float32Array(pdfium.pdfium.HEAPU8.buffer, scratch, 4);
  const { x0, y0, x1, y1 } = displayed.box(left, bottom, right, top);
  return { x0: hundredth(x0), y0: hundredth(y0), x1: hundredth(x1), y1: hundredth(y1) };
}

const hundredth = (value: number): number => Math.round(value * 100) / 100;
