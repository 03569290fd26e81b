import { pipeline, Readable } from 'node:stream';
import { type Extract, extract } from 'tar-stream';
import { isAppError } from '../../../../shared/errors.ts';
import type { InputFile } from '../input-file.ts';
import type { Container } from '../members/container.ts';
import { gather } from '../members/gather.ts';
import { tooManyEntries } from '../members/member-errors.ts';
import { createMemberNames, safeMemberPath } from '../members/member-name.ts';
import { type PassingMember, sequentialContainer } from '../members/sequential-container.ts';
import { corrupt } from '../read-errors.ts';
import { readerLimits } from '../reader-limits.ts';

type Entry = Extract extends AsyncIterable<infer E> ? E : never;

const READ_BYTES = 256 * 1024;

/** A file's bytes from its start, outside its hash. */
export async function* rawBytes(file: InputFile): AsyncGenerator<Buffer> {
  for (let at = 0; at < file.sizeBytes;) {
    const bytes = await file.bytesAt(at, READ_BYTES);
    if (bytes.length === 0) return;
    at += bytes.length;
    yield bytes;
  }
}

/** A TAR archive; `unpacked` gives its bytes anew from the start. Links, devices and folders in it are passed over. */
export function openTar(name: string, unpacked: () => AsyncIterable<Buffer>): Container {
  return sequentialContainer(name, () => passOver(name, unpacked()));
}

async function* passOver(name: string, bytes: AsyncIterable<Buffer>): AsyncGenerator<PassingMember> {
  const tar = extract({ allowUnknownFormat: true } as Parameters<typeof extract>[0]);
  const source = Readable.from(bytes);
  // Its error comes out of the iteration below.
  pipeline(source, tar, () => {});
  const names = createMemberNames();
  let count = 0;
  try {
    for await (const entry of tar) {
      count += 1;
      if (count > readerLimits.zipEntries) throw tooManyEntries(name, readerLimits.zipEntries);
      const member = memberOf(entry, names);
      if (member) yield member;
      entry.resume();
    }
  } catch (error) {
    throw isAppError(error) ? error : corrupt(name, 'its TAR structure is broken', error);
  } finally {
    source.destroy();
  }
}

function memberOf(entry: Entry, names: ReturnType<typeof createMemberNames>): PassingMember | null {
  const { header } = entry;
  if (header.type !== 'file' && header.type !== 'contiguous-file') return null;
  const path = safeMemberPath(header.name);
  if (path === null) return null;
  const modifiedAtMs = header.mtime?.getTime() ?? 0;
  return {
    path: names.own(path),
    sizeBytes: header.size ?? 0,
    modifiedAtMs: modifiedAtMs > 0 ? modifiedAtMs : null,
    isEncrypted: false,
    take: () => gather(path.slice(path.lastIndexOf('/') + 1), entry as AsyncIterable<Buffer>, header.size ?? 0),
  };
}
