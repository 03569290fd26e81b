import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { type Detection, detectFormat, extensionOf, supportedExtensions } from './format.ts';
import type { InputFile } from './input-file.ts';
import { detectZip } from './zip-format.ts';

/** Decides how to read a file from its name and content; looks further into the file than its first bytes where those do not tell. */
export async function detectFile(file: InputFile, hint: DocumentFormat | null = null): Promise<Exclude<Detection, { kind: 'zip' }>> {
  const detection = detectFormat(file.name, file.head, hint);
  if (detection.kind !== 'zip') return detection;
  const extension = extensionOf(file.name);
  return await detectZip(file, extension, hint ?? supportedExtensions.get(extension));
}
