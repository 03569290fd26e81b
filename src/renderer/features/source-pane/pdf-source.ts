import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
// eslint-disable-next-line import/default -- Vite makes the address the default export
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { EngineClient } from '../../client/client.ts';

/** pdf.js is large and only needed when a PDF is opened. */
const library = () => import('pdfjs-dist');
export type PdfLibrary = Awaited<ReturnType<typeof library>>;

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly library: PdfLibrary;
}

const rangeBytes = 512 * 1024;
/** Where the build puts pdf.js's own data files (`electron.vite.config.ts`). */
const assets = (folder: string) => new URL(`pdfjs/${folder}/`, document.baseURI).href;

/**
 * Opens a document's original for pdf.js, which then asks for the ranges it needs. Rejects with the
 * engine's error when the bytes cannot be had. Destroying the task ends reads under way.
 */
export async function openPdf(engine: EngineClient, documentId: number, signal: AbortSignal): Promise<OpenPdf> {
  const [pdfjs, first] = await Promise.all([library(), engine.documents.bytes({ documentId, start: 0, end: rangeBytes }, { signal })]);
  signal.throwIfAborted();
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const failed = Promise.withResolvers<never>();
  const head = new Uint8Array(await first.bytes.arrayBuffer());

  class EngineRanges extends pdfjs.PDFDataRangeTransport {
    override requestDataRange(begin: number, end: number): void {
      const read = async () => {
        const part = await engine.documents.bytes({ documentId, start: begin, end }, { signal });
        this.onDataRange(begin, new Uint8Array(await part.bytes.arrayBuffer()));
      };
      read().catch(failed.reject);
    }
  }

  const options = {
    rangeChunkSize: rangeBytes,
    disableAutoFetch: true,
    disableStream: true,
    cMapUrl: assets('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: assets('standard_fonts'),
    wasmUrl: assets('wasm'),
    iccUrl: assets('iccs'),
    enableXfa: false,
  };
  const whole = head.byteLength >= first.totalBytes;
  const task: PDFDocumentLoadingTask = pdfjs.getDocument(
    whole ? { ...options, data: head } : { ...options, range: new EngineRanges(first.totalBytes, head) },
  );
  signal.addEventListener('abort', () => void task.destroy(), { once: true });
  const pdf = await Promise.race([task.promise, failed.promise]);
  return { pdf, library: pdfjs };
}
