import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { type Detection, detectFormat, extensionOf, supportedExtensions } from './format.ts';
import type { InputFile } from './input-file.ts';
import { ole2Format } from './describe-ole2.ts';
import { readerIdentity } from './reader-identities.ts';
import { detectZip } from './zip-format.ts';

/** Decides how to read a file from its name and content; looks further into the file than its first bytes where those do not tell. */
export async function detectFile(file: InputFile, hint: DocumentFormat | null = null): Promise<Exclude<Detection, { kind: 'zip' }>> {
  const detection = detectFormat(file.name, file.head, hint);
  if (detection.kind === 'ole2') {
    const format = await ole2Format(file);
    return format !== undefined && readerIdentity(format) !== undefined ? { kind: 'format', format } : detection;
  }
  if (detection.kind !== 'zip') return detection;
  const extension = extensionOf(file.name);
  return await detectZip(file, extension, hint ?? supportedExtensions.get(extension));
}
