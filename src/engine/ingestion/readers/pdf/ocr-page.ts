import type { Box } from '../../../../shared/domain/place.ts';

/** A picture of a page as displayed: four bytes a pixel, the first three of them colours in any order, no padding between rows. */
export interface PageImage {
  data: Uint8Array;
  /** In pixels. */
  width: number;
  height: number;
}

/** Coordinates in pixels of the picture as it was given, whichever way its text runs. `confidence` is 0 to 100. */
export interface RecognisedWord extends Box {
  text: string;
  confidence: number;
}

export interface RecognisedLine extends Box {
  words: RecognisedWord[];
  /** Lines of one paragraph have the same number. */
  paragraph: number;
}

export interface RecognisedPage {
  /** In reading order. */
  lines: RecognisedLine[];
  /** Mean of the words', 0 to 100; 0 where no text was found. */
  confidence: number;
  /** By how many degrees clockwise the picture had to be turned to be read. */
  rotation: 0 | 90 | 180 | 270;
}

/** Recognises the text of one page. Best at about 200 dots an inch. */
export type RecognisePage = (image: PageImage) => Promise<RecognisedPage>;
