import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { init } from '@embedpdf/pdfium';

type Call<A extends number> = (...args: { length: A } & number[]) => number;

/** The part of PDFium's C interface that is used. Handles and addresses are numbers; booleans come as 0 and 1 or as such. */
export interface Pdfium {
  FPDF_LoadMemDocument(address: number, bytes: number, password: string): number;
  /** Address of an FPDF_FILEACCESS. */
  FPDF_LoadCustomDocument(access: number, password: string): number;
  /** document, address of an FPDF_FILEWRITE, flags */
  FPDF_SaveAsCopy(document: number, writer: number, flags: number): boolean;
  FPDF_GetLastError: Call<0>;
  FPDF_CloseDocument(document: number): void;
  FPDF_GetPageCount: Call<1>;
  FPDF_GetMetaText(document: number, tag: string, buffer: number, bytes: number): number;
  FPDF_LoadPage: Call<2>;
  FPDF_ClosePage(page: number): void;
  FPDF_GetPageWidthF: Call<1>;
  FPDF_GetPageHeightF: Call<1>;
  /** page, start x, start y, size x, size y, rotate, page x, page y, address of x, address of y (int32) */
  FPDF_PageToDevice(...args: number[]): boolean;
  /** bitmap, page, start x, start y, size x, size y, rotate, flags */
  FPDF_RenderPageBitmap: Call<8>;
  FPDFBitmap_CreateEx: Call<5>;
  FPDFBitmap_FillRect: Call<6>;
  FPDFBitmap_Destroy(bitmap: number): void;
  FPDFPage_CountObjects: Call<1>;
  FPDFPage_GetObject: Call<2>;
  FPDFPageObj_GetType: Call<1>;
  FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): boolean;
  FPDFFormObj_CountObjects: Call<1>;
  FPDFFormObj_GetObject: Call<2>;
  FPDFPage_GetAnnotCount: Call<1>;
  FPDFPage_GetAnnot: Call<2>;
  FPDFPage_CloseAnnot(annotation: number): void;
  FPDFAnnot_GetSubtype: Call<1>;
  FPDFAnnot_GetFlags: Call<1>;
  FPDFAnnot_GetRect(annotation: number, address: number): boolean;
  FPDFAnnot_GetStringValue(annotation: number, key: string, buffer: number, bytes: number): number;
  FPDFAnnot_GetFormFieldType: Call<2>;
  FPDFAnnot_GetFormFieldName: Call<4>;
  FPDFAnnot_GetFormFieldAlternateName: Call<4>;
  FPDFAnnot_GetFormFieldValue: Call<4>;
  FPDFAnnot_GetFormFieldExportValue: Call<4>;
  FPDFAnnot_IsChecked(form: number, annotation: number): boolean;
  FPDF_GetFormType: Call<1>;
  /** page, form */
  FORM_OnAfterLoadPage(page: number, form: number): void;
  FORM_OnBeforeClosePage(page: number, form: number): void;
  PDFiumExt_OpenFormFillInfo: Call<0>;
  PDFiumExt_CloseFormFillInfo(info: number): void;
  PDFiumExt_InitFormFillEnvironment: Call<2>;
  PDFiumExt_ExitFormFillEnvironment(form: number): void;
  FPDFText_LoadPage: Call<1>;
  FPDFText_ClosePage(text: number): void;
  FPDFText_CountChars: Call<1>;
  FPDFText_GetUnicode: Call<2>;
  FPDFText_GetFontSize: Call<2>;
  FPDFText_GetFontWeight: Call<2>;
  FPDFText_GetFontInfo(text: number, index: number, buffer: number, bytes: number, flags: number): number;
  FPDFText_GetMatrix(text: number, index: number, address: number): boolean;
  FPDFText_GetLooseCharBox(text: number, index: number, address: number): boolean;
  FPDFText_GetCharBox(text: number, index: number, left: number, right: number, bottom: number, top: number): boolean;
  FPDFBookmark_GetFirstChild: Call<2>;
  FPDFBookmark_GetNextSibling: Call<2>;
  FPDFBookmark_GetTitle: Call<3>;
  FPDFBookmark_GetDest: Call<2>;
  FPDFBookmark_GetAction: Call<1>;
  FPDFAction_GetDest: Call<2>;
  FPDFDest_GetDestPageIndex: Call<2>;
  PDFiumExt_Init(): void;
  readonly pdfium: {
    /** Replaced whenever memory grows: never kept across a call. */
    readonly HEAPU8: Uint8Array;
    readonly wasmExports: { malloc: (bytes: number) => number; free: (address: number) => void } & Readonly<
      Record<string, (...args: number[]) => number>
    >;
    /** Makes a function callable by address; `signature` is of the result and the parameters: “iiii”. */
    addFunction(call: (...args: number[]) => number, signature: string): number;
    removeFunction(address: number): void;
  };
}

let loaded: Promise<Pdfium> | undefined;

/** One instance for the process, started on first use. The WASM bytes are handed in, so nothing is ever fetched. */
export function loadPdfium(): Promise<Pdfium> {
  loaded ??= start();
  return loaded;
}

/** After an abort inside WASM the instance is spent; the next file gets a new one. */
export function discardPdfium(): void {
  loaded = undefined;
}

async function start(): Promise<Pdfium> {
  const file = createRequire(import.meta.url).resolve('@embedpdf/pdfium/pdfium.wasm');
  const bytes = await readFile(file);
  const wasmBinary = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const wrapped = (await init({ wasmBinary })) as unknown as Pdfium;
  wrapped.PDFiumExt_Init();
  return { ...wrapped, ...direct(wrapped) };
}

/** What is called for every character, word or annotation: the wrapper looks up its function and converts its arguments each time. */
const hot = [
  'FPDFPage_GetAnnot',
  'FPDFPage_CloseAnnot',
  'FPDFAnnot_GetSubtype',
  'FPDFAnnot_GetFlags',
  'FPDF_PageToDevice',
  'FPDFText_GetUnicode',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetCharBox',
  'FPDFText_GetMatrix',
  'FPDFText_GetFontSize',
  'FPDFText_GetFontInfo',
  'FPDFText_GetFontWeight',
] as const satisfies readonly (keyof Pdfium)[];

function direct({ pdfium }: Pdfium): Partial<Pick<Pdfium, (typeof hot)[number]>> {
  const found = hot.flatMap((name) => (name in pdfium.wasmExports ? [[name, pdfium.wasmExports[name]] as const] : []));
  return Object.fromEntries(found) as Partial<Pick<Pdfium, (typeof hot)[number]>>;
}
