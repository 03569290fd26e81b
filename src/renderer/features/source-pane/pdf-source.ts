import type { PDFDocumentLoadingTask, PDFDocumentProxy, PDFWorker } from 'pdfjs-dist';
// eslint-disable-next-line import/default -- Vite makes the address the default export
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';
import type { EngineClient } from '../../client/client.ts';

export type PdfLibrary = Awaited<ReturnType<typeof load>>;

const load = () => import('pdfjs-dist');

interface Started {
  readonly pdfjs: PdfLibrary;
  readonly worker: PDFWorker;
}

/** pdf.js and a worker of its own for each document: one that never comes back takes no other with it. */
async function start(): Promise<Started> {
  const pdfjs = await load();
  pdfjs.GlobalWorkerOptions.workerSrc = workerUrl;
  const worker = new pdfjs.PDFWorker();
  await worker.promise;
  return { pdfjs, worker };
}

let spare: Promise<Started> | undefined;

/** Has a worker ready for the next document. For a moment in which nothing else is to be done. */
export function warmPdf(): void {
  spare ??= start();
  spare.catch(() => (spare = undefined));
}

function take(): Promise<Started> {
  const taken = spare ?? start();
  spare = undefined;
  return taken;
}

export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  readonly library: PdfLibrary;
}

const rangeBytes = 512 * 1024;
/** Where the build puts pdf.js's own data files (`electron.vite.config.ts`). */
const assets = (folder: string) => new URL(`pdfjs/${folder}/`, document.baseURI).href;

/**
 * Opens a document's original for pdf.js, which then asks for the ranges it needs. Rejects with the
 * engine's error when the bytes cannot be had. Aborting closes it.
 */
export async function openPdf(engine: EngineClient, documentId: number, signal: AbortSignal): Promise<OpenPdf> {
  const started = take();
  let task: PDFDocumentLoadingTask | undefined;
  const close = async () => {
    const { worker } = await started;
    // The document lets go of its fonts; a worker that does not answer is ended all the same.
    await Promise.race([task?.destroy(), new Promise((resolve) => setTimeout(resolve, 1_000))]).catch(() => undefined);
    worker.destroy();
  };
  signal.addEventListener('abort', () => void close().catch(() => undefined), { once: true });
  const [{ pdfjs, worker }, first] = await Promise.all([
    started,
    engine.documents.bytes({ documentId, start: 0, end: rangeBytes }, { signal }),
  ]);
  signal.throwIfAborted();
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
    worker,
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
  task = pdfjs.getDocument(whole ? { ...options, data: head } : { ...options, range: new EngineRanges(first.totalBytes, head) });
  const pdf = await Promise.race([task.promise, failed.promise]);
  warmPdf();
  return { pdf, library: pdfjs };
}
