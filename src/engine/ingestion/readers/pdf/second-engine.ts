import type { InputFile } from '../input-file.ts';
import { readerLimits } from '../reader-limits.ts';
import { pdfjsFolder } from './pdfjs-folder.ts';
import type { PdfjsItem, PdfjsPage } from './pdfjs-lines.ts';

/** A file is held once more for it. */
const MAX_FILE_BYTES = 100 * 1024 * 1024;
/** Of one document. */
export const SECOND_ENGINE_PAGES = 500;
const PAGE_MS = 15_000;

/** The part of pdf.js that is used. */
interface PdfjsDocument {
  readonly numPages: number;
  getPage(page: number): Promise<{
    getViewport(options: { scale: number }): { width: number; height: number; transform: readonly number[] };
    streamTextContent(options: { includeMarkedContent: boolean }): ReadableStream<{ items: readonly object[] }>;
    cleanup(): void;
  }>;
}

/** pdf.js, for pages whose text PDFium gets wrong. Loaded with the first of them; close it. */
export class SecondEngine {
  readonly #file: InputFile;
  readonly #password: string | null;
  #task: { promise: Promise<PdfjsDocument>; destroy(): Promise<void> } | undefined;
  #pages = 0;
  #isSpent = false;

  constructor(file: InputFile, password: string | null) {
    this.#file = file;
    this.#password = password;
  }

  /** The text of a page (1-based), up to 200,000 characters. Undefined where pdf.js has none: it is a second opinion only. */
  async page(page: number): Promise<(PdfjsPage & { isCut: boolean }) | undefined> {
    if (this.#isSpent || this.#file.sizeBytes > MAX_FILE_BYTES || this.#pages >= SECOND_ENGINE_PAGES) return undefined;
    this.#pages += 1;
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => {
      this.#isSpent = true;
      late.resolve(undefined);
    }, PAGE_MS);
    try {
      return await Promise.race([this.#read(page), late.promise]);
    } catch {
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Of the whole file, however many of them {@link page} gives; undefined where pdf.js cannot open it. */
  async pageCount(): Promise<number | undefined> {
    if (this.#file.sizeBytes > MAX_FILE_BYTES) return undefined;
    try {
      return (await (await this.#open()).promise).numPages;
    } catch {
      return undefined;
    }
  }

  async close(): Promise<void> {
    await this.#task?.destroy().catch(() => {});
  }

  async #read(page: number): Promise<PdfjsPage & { isCut: boolean }> {
    const opened = await (await this.#open()).promise;
    const proxy = await opened.getPage(page);
    const { width, height, transform } = proxy.getViewport({ scale: 1 });
    const items: PdfjsItem[] = [];
    let chars = 0;
    // Streamed and cut: a page can be made to hold more text than there is memory.
    for await (const chunk of proxy.streamTextContent({ includeMarkedContent: false })) {
      for (const item of chunk.items) {
        if (!isText(item)) continue;
        chars += item.str.length;
        if (chars <= readerLimits.pageChars) items.push(item);
      }
      if (chars > readerLimits.pageChars || this.#isSpent) break;
    }
    proxy.cleanup();
    return { width, height, transform, items, isCut: chars > readerLimits.pageChars };
  }

  async #open(): Promise<{ promise: Promise<PdfjsDocument>; destroy(): Promise<void> }> {
    if (this.#task !== undefined) return this.#task;
    // Handed over, since pdf.js would look for the file of its worker beside its own, where a build has none.
    (globalThis as { pdfjsWorker?: object }).pdfjsWorker ??= await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs');
    // It sets itself where pdf.js looks for it; else that would import a file which is not beside the built one.
    await import('pdfjs-dist/legacy/build/pdf.worker.mjs');
    const bytes = await this.#file.bytesAt(0, this.#file.sizeBytes);
    const task = getDocument({
      data: new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length),
      ...(this.#password === null ? {} : { password: this.#password }),
      cMapUrl: pdfjsFolder('cmaps'),
      cMapPacked: true,
      standardFontDataUrl: pdfjsFolder('standard_fonts'),
      disableFontFace: true,
      useSystemFonts: false,
      verbosity: VerbosityLevel.ERRORS,
    });
    this.#task = task;
    return task;
  }
}

function isText(item: object): item is PdfjsItem {
  return 'str' in item && 'transform' in item;
}
