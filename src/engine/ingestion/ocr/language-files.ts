import { readdirSync } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { AppError } from '../../../shared/errors.ts';

/** Ships with the application. */
export const BUNDLED_LANGUAGE = 'eng';

const fileName = /^([A-Za-z][A-Za-z0-9_-]{1,39})\.traineddata(\.gz)?$/;
/** The largest that Tesseract's makers publish is under 40 MB. */
const MAX_FILE_BYTES = 128 * 1024 * 1024;
const MAX_FILES = 500;
/** Of the table at a file's head: 64-bit places by kind of part, -1 for none. The recogniser needs this one. */
const LSTM_PART = 17;
const HEAD_BYTES = 4 + 8 * (LSTM_PART + 1);

function codeOf(name: string): string | undefined {
  return fileName.exec(name)?.[1];
}

/** Codes of the languages whose files lie in a folder, the bundled one always among them. */
export function installedLanguages(languagesDir: string): string[] {
  const codes = new Set([BUNDLED_LANGUAGE]);
  try {
    for (const name of readdirSync(languagesDir)) {
      const code = codeOf(name);
      if (code !== undefined) codes.add(code);
    }
  } catch {
    // None were added yet.
  }
  return [...codes].toSorted();
}

/**
 * Copies the language files of a folder (or the one file) into `languagesDir`, one after the other, each whole or not at
 * all. Returns the codes. Fails with `input-invalid` when there is none that this recogniser can use, `source-missing`
 * when the path is gone.
 */
export async function addLanguageFiles(from: string, languagesDir: string): Promise<string[]> {
  const subject = basename(from);
  const found = await stat(from).catch((cause: unknown) => {
    throw new AppError('source-missing', `“${subject}” is no longer there.`, { details: { subject }, cause });
  });
  const paths = found.isDirectory() ? (await readdir(from)).map((name) => join(from, name)) : [from];
  const added: string[] = [];
  await mkdir(languagesDir, { recursive: true });
  for (const path of paths.slice(0, MAX_FILES)) {
    const code = codeOf(basename(path));
    if (code === undefined || !(await isLanguageFile(path))) continue;
    const target = join(languagesDir, basename(path));
    const half = `${target}.part`;
    try {
      await copyFile(path, half);
      await rename(half, target);
      // The same language in the other packing would leave open which of the two counts.
      await rm(target.endsWith('.gz') ? target.slice(0, -3) : `${target}.gz`, { force: true });
    } finally {
      await rm(half, { force: true });
    }
    added.push(code);
  }
  if (added.length > 0) return added;
  const reason = 'no language files (*.traineddata) of Tesseract 4 or newer';
  throw new AppError('input-invalid', `“${subject}” holds ${reason}.`, { details: { subject, reason } });
}

/** Looks at the table at the head: files for the recogniser before version 4 lack the part that is needed. */
async function isLanguageFile(path: string): Promise<boolean> {
  try {
    const { size } = await stat(path);
    if (size < HEAD_BYTES || size > MAX_FILE_BYTES) return false;
    const head = await headOf(path);
    const parts = head.readInt32LE(0);
    return parts > LSTM_PART && parts < 64 && head.readBigInt64LE(4 + 8 * LSTM_PART) >= 0n;
  } catch {
    return false;
  }
}

async function headOf(path: string): Promise<Buffer> {
  if (path.endsWith('.gz')) return await promisify(gunzip)(await readFile(path), { maxOutputLength: 4 * MAX_FILE_BYTES });
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
