import { decodeText } from '../decode-text.ts';
import type { FormatPart } from '../format-reader.ts';
import type { InputFile } from '../input-file.ts';
import { unsupported } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';

export interface FileText {
  text: string;
  /** To be yielded after `begin`. */
  warnings: FormatPart[];
}

/**
 * The text of a file up to the size limit, whatever its encoding. `declared` finds the encoding that the
 * bytes themselves name. Errors: `read-unsupported` when the content is binary.
 */
export async function textOfFile(
  file: InputFile,
  signal: AbortSignal | undefined,
  declared?: (bytes: Buffer) => string | undefined,
): Promise<FileText> {
  const warnings: FormatPart[] = [];
  let bytes = await file.bytes(signal, readerLimits.textBytes);
  if (file.sizeBytes > bytes.length) {
    const feed = bytes.lastIndexOf(0x0a);
    if (feed > bytes.length - 64 * 1024) bytes = bytes.subarray(0, feed + 1);
    warnings.push({
      type: 'warning',
      message: `Only the first ${readerLimits.textBytes / 1024 / 1024} MB of ${Math.ceil(file.sizeBytes / 1024 / 1024)} MB were read.`,
    });
  }
  const decoded = decodeText(bytes, declared?.(bytes));
  if (decoded.text === null) throw unsupported(file.name, 'a binary file, not text');
  if (decoded.damaged) warnings.push({ type: 'warning', message: 'Some characters could not be decoded.' });
  return { text: decoded.text, warnings };
}
