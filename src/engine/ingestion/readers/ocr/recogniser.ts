import os from 'node:os';
import { AppError } from '../../../../shared/errors.ts';
import type { PageImage, RecognisedPage } from '../pdf/ocr-page.ts';
import { languageData } from './language-data.ts';
import { legibility, legibleAmount } from './legibility.ts';
import { exifTurned, type Size, swapsSides, type Turn, turnedBack } from './orientation.ts';
import { recognisedLines, type TesseractPage } from './recognised-lines.ts';
import { discardTesseract, loadTesseract, type TesseractApi, type TesseractCore } from './tesseract-core.ts';

export interface OcrOptions {
  /** Codes, the main one first. */
  languages: readonly string[];
  languagesDir: string;
}

/** A picture as displayed, with the text in it. */
export type RecognisedImage = RecognisedPage & Size;

/** Recognises text, one picture after another. */
export interface Recogniser {
  /** Of a page as PDF renders it. */
  page(image: PageImage): Promise<RecognisedPage>;
  /** Of a picture file; null when it is of a kind that cannot be read. `exif` is the orientation it is shown in. */
  image(bytes: Uint8Array, exif: number): Promise<RecognisedImage | null>;
}

const LSTM_ONLY = 1;
const INPUT = '/input';
/** Below this mean confidence or legibility, of 100, the other three directions are tried. */
const UPRIGHT_CONFIDENCE = 60;
const UPRIGHT_LEGIBILITY = 45;
const OTHER_TURNS: readonly Turn[] = [90, 270, 180];

let current: { key: string; recogniser: Promise<Recogniser> } | undefined;

/** The recogniser for these languages; loaded once for the process and changed with the languages. Fails with `input-invalid` for one that is not installed. */
export function loadRecogniser(options: OcrOptions): Promise<Recogniser> {
  const key = JSON.stringify(options);
  if (current?.key !== key) {
    const recogniser = start(options);
    const entry = { key, recogniser };
    current = entry;
    recogniser.catch(() => {
      if (current === entry) current = undefined;
    });
  }
  return current.recogniser;
}

async function start({ languages, languagesDir }: OcrOptions): Promise<Recogniser> {
  standBehindOthers();
  discardTesseract();
  const core = await loadTesseract();
  for (const code of languages) core.FS.writeFile(`./${code}.traineddata`, await languageData(code, languagesDir));
  const api = new core.TessBaseAPI();
  if (api.Init(null, languages.join('+'), LSTM_ONLY) !== 0) {
    const subject = languages.join(', ');
    throw new AppError('input-invalid', `The language files for ${subject} cannot be used.`, { details: { subject } });
  }
  return recogniserOf(core, api);
}

/** Recognition takes a whole core for minutes; the person's own work goes first. */
function standBehindOthers(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_LOW);
  } catch {
    // Where that is not allowed it runs like any other process.
  }
}

function recogniserOf(core: TesseractCore, api: TesseractApi): Recogniser {
  function seen(exif: number, turn: Turn, size: Size): RecognisedPage {
    if (api.SetImageFile(exifTurned(exif, turn), 0) === 1) throw new Error('a picture that was read before is refused');
    try {
      api.Recognize(null);
      const page = JSON.parse(api.GetJSONText()) as TesseractPage;
      return { ...recognisedLines(page, (box) => turnedBack(box, turn, size)), rotation: turn };
    } finally {
      api.Clear();
    }
  }

  function best(exif: number, size: Size): RecognisedPage {
    let found = seen(exif, 0, size);
    for (const turn of OTHER_TURNS) {
      if (found.confidence >= UPRIGHT_CONFIDENCE && legibility(found) >= UPRIGHT_LEGIBILITY) break;
      const other = seen(exif, turn, size);
      if (legibleAmount(other) > legibleAmount(found)) found = other;
    }
    return found;
  }

  async function spending<T>(work: () => T): Promise<T> {
    try {
      return work();
    } catch (error) {
      // An abort or a trap inside WASM leaves the instance unusable.
      current = undefined;
      discardTesseract();
      throw error;
    } finally {
      core.FS.writeFile(INPUT, new Uint8Array());
    }
  }

  return {
    page: (image) =>
      spending(() => {
        core.FS.writeFile(INPUT, grayMap(image));
        return best(1, image);
      }),
    image: (bytes, exif) =>
      spending(() => {
        core.FS.writeFile(INPUT, bytes);
        if (api.SetImageFile(1, 0) === 1) return null;
        const stored = api.GetInputImage();
        const [width, height] = [stored.get_w(), stored.get_h()];
        api.Clear();
        const size = swapsSides(exif) ? { width: height, height: width } : { width, height };
        return { ...best(exif, size), ...size };
      }),
  };
}

/** A PGM file: no library needed, and Tesseract works on grey anyway. */
function grayMap({ data, width, height }: PageImage): Uint8Array {
  const header = Buffer.from(`P5 ${width} ${height} 255\n`);
  const bytes = new Uint8Array(header.length + width * height);
  bytes.set(header);
  for (let pixel = 0, at = header.length; at < bytes.length; pixel += 4, at += 1) {
    bytes[at] = ((data[pixel] ?? 255) + (data[pixel + 1] ?? 255) * 2 + (data[pixel + 2] ?? 255)) >> 2;
  }
  return bytes;
}
