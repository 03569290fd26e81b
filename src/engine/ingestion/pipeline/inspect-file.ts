import type { DocumentFormat } from '../../../shared/domain/document.ts';
import { detectFile } from '../readers/detect-file.ts';
import { InputFile } from '../readers/input-file.ts';

/** What can be said of a file without understanding it. */
export interface InspectedFile {
  sizeBytes: number;
  sha256: string;
  /** By name and first bytes. */
  format: DocumentFormat;
}

/**
 * Hashes a file a megabyte at a time, so that a known content is attached without a reader. A file that no reader
 * takes is not hashed (null): its reader says why. Fails with the `read-*` codes of opening a file.
 */
export async function inspectFile(path: string, signal: AbortSignal): Promise<InspectedFile | null> {
  const file = await InputFile.open(path);
  try {
    const detection = await detectFile(file);
    if (detection.kind !== 'format') return null;
    for await (const _ of file.chunks(signal)) signal.throwIfAborted();
    return { ...file.digest(), format: detection.format };
  } finally {
    await file.close();
  }
}
