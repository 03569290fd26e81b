import { AppError } from '../../../../shared/errors.ts';
import type { FormatPart, FormatReader, ReadOptions } from '../format-reader.ts';
import { HeadingTrail } from '../heading-trail.ts';
import type { InputFile } from '../input-file.ts';
import { nextTurn } from '../next-turn.ts';
import { exifOrientation } from '../ocr/exif-orientation.ts';
import { recognisedBlocks } from '../ocr/recognised-blocks.ts';
import { loadRecogniser, type Recogniser } from '../ocr/recogniser.ts';
import { unsupported } from '../read-errors.ts';
import { readerIdentities } from '../reader-identities.ts';
import { countTiffPages, tiffPages } from './tiff-pages.ts';

/** Bytes of a picture file; an unpacked one has a limit of its own in the recogniser's memory. */
const MAX_BYTES = 200 * 1024 * 1024;

/** Pictures: their text is recognised, a page for each picture, with a box for every word in pixels. Without recognition there is nothing to read. */
export const imageReader: FormatReader = {
  ...readerIdentities.image,
  async *read(file: InputFile, signal: AbortSignal | undefined, { ocr }: ReadOptions): AsyncGenerator<FormatPart> {
    if (!ocr) throw notRecognised(file.name);
    if (file.sizeBytes > MAX_BYTES) throw tooLarge(file);
    const bytes = await file.bytes(signal);
    const recogniser = await loadRecogniser(ocr);
    const pageCount = countTiffPages(bytes);
    yield { type: 'begin', format: 'image', reader: this.reader, readerVersion: this.version, title: null, pageCount };
    const refused: number[] = [];
    const trail = new HeadingTrail();
    let page = 0;
    for (const picture of tiffPages(bytes)) {
      page += 1;
      const found = await recognise(recogniser, picture, file.name);
      if (found === null) refused.push(page);
      else {
        const { width, height, confidence, lines } = found;
        yield { type: 'page', page: { page, width, height, textSource: 'ocr', confidence: Math.round(confidence) } };
        const blocks = recognisedBlocks(lines, page, trail);
        if (blocks.length > 0) yield { type: 'blocks', blocks };
      }
      await nextTurn(signal);
    }
    if (refused.length === pageCount) throw unsupported(file.name, 'a picture packed in a way that cannot be opened');
    if (refused.length > 0) {
      yield { type: 'warning', message: `Pages packed in a way that cannot be opened were left out: ${refused.slice(0, 50).join(', ')}.` };
    }
  },
};

async function recognise(recogniser: Recogniser, picture: Uint8Array, name: string): ReturnType<Recogniser['image']> {
  try {
    return await recogniser.image(picture, exifOrientation(picture));
  } catch (cause) {
    const details = { subject: name, reason: 'the recogniser gave up' };
    throw new AppError('read-crashed', `Recognising the text of “${name}” made the recogniser crash.`, { details, cause });
  }
}

function notRecognised(name: string): AppError {
  const reason = 'it is a picture whose text is not recognised yet';
  return new AppError('read-no-text', `“${name}” has no text to read: ${reason}.`, { details: { subject: name, reason } });
}

function tooLarge(file: InputFile): AppError {
  return new AppError('read-too-large', `“${file.name}” is larger than ${MAX_BYTES / 1024 / 1024} MB.`, {
    details: { subject: file.name, limit: MAX_BYTES, actual: file.sizeBytes },
  });
}
