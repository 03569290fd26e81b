import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The part of Tesseract's interface that is used. */
export interface TesseractApi {
  /** 0 when it went well. */
  Init(dataPath: null, languages: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  /** Takes the file `/input`, oriented as EXIF says. 1 when it is no picture that can be read. */
  SetImageFile(exif: number, angle: number): number;
  GetInputImage(): { get_w(): number; get_h(): number };
  Recognize(monitor: null): number;
  MeanTextConf(): number;
  GetJSONText(): string;
  Clear(): void;
  End(): void;
}

export interface TesseractCore {
  readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
  readonly TessBaseAPI: new () => TesseractApi;
}

type CoreFactory = (options: { wasmBinary: Uint8Array; print(line: string): void; printErr(line: string): void }) => Promise<TesseractCore>;

let loaded: Promise<TesseractCore> | undefined;

/** One instance for the process, started on first use. The WASM bytes are handed in, so nothing is ever fetched. */
export function loadTesseract(): Promise<TesseractCore> {
  loaded ??= start();
  return loaded;
}

/** After an abort inside WASM the instance is spent; the next file gets a new one. */
export function discardTesseract(): void {
  loaded = undefined;
}

async function start(): Promise<TesseractCore> {
  const load = createRequire(import.meta.url);
  const create = load('tesseract.js-core/tesseract-core-simd-lstm.js') as CoreFactory;
  const file = load.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm');
  const silent = (): void => {};
  return await create({ wasmBinary: await readFile(file), print: silent, printErr: silent });
}
