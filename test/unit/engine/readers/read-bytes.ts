import { readFile } from '../../../../src/engine/ingestion/readers/read-file.ts';
import type { ReadInput } from '../../../../src/shared/contract/reader.ts';
import type { DocumentFormat } from '../../../../src/shared/domain/document.ts';
import { collectReading, type Reading } from '../../../fixtures/documents/collect-reading.ts';
import { scratchFolder } from '../../../fixtures/documents/scratch-folder.ts';

/** Reads bytes as a file of this name would be read, in this process. */
export async function readBytes(
  name: string,
  content: string | Uint8Array,
  formatHint: DocumentFormat | null = null,
  options: Partial<Pick<ReadInput, 'password' | 'ocr' | 'engine'>> = {},
): Promise<Reading> {
  using folder = scratchFolder();
  return await collectReading(readFile({ path: folder.put(name, content), formatHint, ...options }));
}
