import { z } from 'zod';

/** A language whose text can be recognised. `code` is Tesseract's: “eng”, “deu”, “chi_sim”. */
export const ocrLanguageSchema = z.object({
  code: z.string(),
  /** In English, for the eye; the code where it is not known. */
  name: z.string(),
  isInstalled: z.boolean(),
  isChosen: z.boolean(),
});

/** How far recognising the text of pictures is. Counts are of what waits now; rates are over the last minutes; unknown is null. */
export const ocrStatusSchema = z.object({
  languages: z.array(ocrLanguageSchema),
  isPaused: z.boolean(),
  documentsWaiting: z.number(),
  /** Of these documents; one whose pages are not counted yet counts as one page. */
  pagesWaiting: z.number(),
  /** Since the work last began from rest. */
  pagesDone: z.number(),
  pagesPerMinute: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  /** Name of the file whose text is being recognised right now. */
  currentFile: z.string().nullable(),
});
export type OcrStatus = z.infer<typeof ocrStatusSchema>;

/** Codes of languages, as their files are named. */
export const ocrLanguageCodeSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{1,39}$/);
