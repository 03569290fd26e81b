import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { isAppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import type { Container } from '../members/container.ts';
import { counted, gather } from '../members/gather.ts';
import { safeMemberPath } from '../members/member-name.ts';
import { sequentialContainer } from '../members/sequential-container.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';
import { openTar, rawBytes } from './tar-container.ts';
import { isTarHeader } from './tar-header.ts';

const NAME_FLAG = 0x08;
const EXTRA_FLAG = 0x04;

/** A compressed file: a TAR archive or one file alone. */
export async function openGzip(file: InputFile): Promise<Container> {
  const unpacked = () => inflate(file, readerLimits.archiveTotalBytes);
  if (isTarHeader(await beginning(file))) return openTar(file.name, unpacked);
  return sequentialContainer(file.name, async function* () {
    const path = memberNameOf(file);
    yield {
      path,
      sizeBytes: (await file.bytesAt(file.sizeBytes - 4, 4)).readUInt32LE(),
      modifiedAtMs: null,
      isEncrypted: false,
      take: () => gather(path, unpacked(), file.sizeBytes),
    };
  });
}

async function* inflate(file: InputFile, limit: number): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // Its error comes out of the iteration below.
  pipeline(Readable.from(rawBytes(file)), gunzip, () => {});
  try {
    yield* counted(file.name, gunzip as AsyncIterable<Buffer>, { packedBytes: file.sizeBytes, limit });
  } catch (error) {
    throw isAppError(error) ? error : corrupt(file.name, 'it cannot be unpacked', error);
  } finally {
    gunzip.destroy();
  }
}

async function beginning(file: InputFile): Promise<Buffer> {
  const kept: Buffer[] = [];
  let length = 0;
  for await (const chunk of inflate(file, readerLimits.archiveTotalBytes)) {
    kept.push(chunk);
    length += chunk.length;
    if (length >= 512) break;
  }
  return Buffer.concat(kept);
}

/** “notes.txt.gz” holds “notes.txt”; where the name does not tell, the name kept inside does. */
function memberNameOf(file: InputFile): string {
  const stem = file.name.replace(/\.gz(ip)?$/i, '');
  if (stem !== file.name && stem !== '') return safeMemberPath(stem) ?? stem;
  const { head } = file;
  const flags = head[3] ?? 0;
  if ((flags & NAME_FLAG) !== 0 && (flags & EXTRA_FLAG) === 0) {
    const end = head.indexOf(0, 10);
    const name = end === -1 ? null : safeMemberPath(head.toString('latin1', 10, end).split('/').at(-1) ?? '');
    if (name !== null) return name;
  }
  return `${file.name} (unpacked)`;
}
