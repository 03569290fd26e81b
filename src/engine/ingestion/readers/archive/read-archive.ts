import type { ReadBlock } from '../../../../shared/contract/reader.ts';
import { isAppError } from '../../../../shared/errors.ts';
import { block, BlockBatch } from '../blocks.ts';
import type { FormatPart, FormatReader } from '../format-reader.ts';
import { mayBeSupported } from '../format.ts';
import type { InputFile } from '../input-file.ts';
import type { MemberEntry } from '../members/container.ts';
import { readerIdentities } from '../reader-identities.ts';
import { isLeftOut } from '../../scan/left-out.ts';
import { openArchive } from './open-archive.ts';

/** More names than these help nobody to find anything. */
const MOST_LISTED = 5_000;

/** ZIP, TAR and GZIP: the names of what an archive holds, and its files as documents of their own. */
export const archiveReader: FormatReader = {
  ...readerIdentities.archive,
  async *read(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<FormatPart> {
    yield { type: 'begin', format: 'archive', reader: this.reader, readerVersion: this.version, title: null, pageCount: null };
    const batch = new BlockBatch();
    const counts = { listed: 0, otherKinds: 0 };
    let cut: string | null = null;
    try {
      for await (const entry of entriesOf(file, signal)) {
        if (counts.listed < MOST_LISTED) batch.add(line(entry));
        counts.listed += 1;
        if (!mayBeSupported(nameOf(entry))) counts.otherKinds += 1;
        else yield { type: 'member', path: entry.path, sizeBytes: entry.sizeBytes, modifiedAtMs: entry.modifiedAtMs };
        if (batch.isFull) yield* batch.take();
      }
    } catch (error) {
      // What came before the damage or the limit is good.
      if (counts.listed === 0 || !isAppError(error) || !['read-corrupt', 'read-too-large'].includes(error.code)) throw error;
      cut = error.message;
    }
    yield* batch.take();
    for await (const _ of file.chunks(signal)) signal?.throwIfAborted();
    if (cut !== null)
      yield { type: 'warning', message: `Only the first ${counts.listed.toLocaleString('en')} files in it were found: ${cut}` };
    if (counts.otherKinds > 0) yield { type: 'warning', message: leftOut(counts.otherKinds) };
  },
};

async function* entriesOf(file: InputFile, signal: AbortSignal | undefined): AsyncGenerator<MemberEntry> {
  const container = await openArchive(file);
  try {
    for await (const entry of container.entries(signal)) if (!entry.path.split('/').some(isLeftOut)) yield entry;
  } finally {
    await container.close();
  }
}

function nameOf({ path }: MemberEntry): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function line({ path }: MemberEntry): ReadBlock {
  return block({ kind: 'list-item', level: 1, text: path });
}

function leftOut(count: number): string {
  return count === 1
    ? 'One file in it was left out: Footnote does not read files of its kind.'
    : `${count.toLocaleString('en')} files in it were left out: Footnote does not read files of their kinds.`;
}
