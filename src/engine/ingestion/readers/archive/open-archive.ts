import type { InputFile } from '../input-file.ts';
import type { Container } from '../members/container.ts';
import { openGzip } from './gzip-container.ts';
import { openTar, rawBytes } from './tar-container.ts';
import { openZip } from './zip-container.ts';

/** Opens an archive by its first bytes: GZIP, ZIP, else TAR. Errors: `read-corrupt`, `read-too-large` (entries). */
export async function openArchive(file: InputFile): Promise<Container> {
  if (file.head[0] === 0x1f && file.head[1] === 0x8b) return openGzip(file);
  if (file.head[0] === 0x50 && file.head[1] === 0x4b) return openZip(file);
  return openTar(file.name, () => rawBytes(file));
}
