import { getSetting, setSetting } from '../../store/settings.ts';
import type { ReadableDb, WritableDb } from '../../store/open.ts';
import { BUNDLED_LANGUAGE } from './language-files.ts';

const LANGUAGES_KEY = 'ocr.languages';
const PAUSED_KEY = 'ocr.paused';

/** Of files whose pages may be pictures. */
export const ocrExtensions: readonly string[] = ['pdf', 'png', 'jpg', 'jpeg', 'jpe', 'jfif', 'tif', 'tiff', 'bmp', 'dib', 'webp', 'gif'];

export interface OcrSettings {
  /** Codes, the main one first. */
  languages: readonly string[];
  isPaused: boolean;
}

export function readOcrSettings(db: ReadableDb): OcrSettings {
  const languages = getSetting(db, LANGUAGES_KEY)?.split('+') ?? [BUNDLED_LANGUAGE];
  return { languages, isPaused: getSetting(db, PAUSED_KEY) === 'yes' };
}

export function keepOcrLanguages(db: WritableDb, languages: readonly string[]): void {
  setSetting(db, LANGUAGES_KEY, languages.join('+'));
}

export function keepOcrPaused(db: WritableDb, isPaused: boolean): void {
  setSetting(db, PAUSED_KEY, isPaused ? 'yes' : null);
}

/** What of a content's identity these languages are. */
export function ocrVariant(languages: readonly string[]): string {
  return `ocr:${languages.join('+')}`;
}
