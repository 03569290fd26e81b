import type { ReadInput, ReadPart } from '../../../shared/contract/reader.ts';
import { AppError, isAppError } from '../../../shared/errors.ts';
import type { PageSize } from '../../../shared/domain/document.ts';
import type { Clock } from '../../base/clock.ts';
import type { DocumentFile } from '../../store/documents.ts';
import type { Library } from '../../store/open.ts';
import type { Passwords } from '../passwords.ts';
import type { ReaderPool } from '../readers/reader-pool.ts';
import { prepareCounting } from '../chunking/count-tokens.ts';
import { type ContentWriter, createContentWriter } from './content-writer.ts';
import { nameOf } from './document-version.ts';
import type { InspectedFile } from './inspect-file.ts';
import { leavesAPart, partialIdentity, partialWarning } from './partial-content.ts';

export interface ReadContext {
  library: Library;
  readers: Pick<ReaderPool, 'read'>;
  clock: Clock;
  passwords: Passwords;
  recognition?: Recognition;
}

/** Pages without text are recognised. */
export interface Recognition {
  ocr: NonNullable<ReadInput['ocr']>;
  /** What of the content's identity the languages are. */
  variant: string;
  /** False where more is indexed already than a part would hold. */
  keepsParts: boolean;
  onPage(page: PageSize): void;
}

/** A content that was read to its end, or to where its reader died, and waits for its commit. */
export interface Reading {
  writer: ContentWriter;
  sha256: string;
  sizeBytes: number;
  warnings: string[];
  language: string | null;
  /** What the whole file is; null for a part of one. */
  identity: { sha256: string; format: InspectedFile['format'] } | null;
  /** The password that opened it, when that is news. */
  newPassword: boolean;
  /** What ended a reading of which this is a part; null when it came to its end. */
  endedBy: AppError | null;
}

/** What is worth keeping of a reading that ended in the middle; null when nothing was read. */
async function partOf(
  { clock }: ReadContext,
  documentId: number,
  inspected: InspectedFile,
  { writer, warnings, error }: { writer: ContentWriter; warnings: readonly string[]; error: AppError },
): Promise<Reading | null> {
  await writer.finish();
  if (writer.chunkCount === 0) return null;
  const sha256 = partialIdentity(inspected.sha256, documentId, clock.nowMs());
  const all = [...warnings, partialWarning(error, writer.lastPage)];
  const { sizeBytes } = inspected;
  return { writer, sha256, sizeBytes, warnings: all, language: null, identity: null, newPassword: false, endedBy: error };
}

async function readOnce(
  context: ReadContext,
  file: DocumentFile,
  inspected: InspectedFile | null,
  { password, signal }: { password: string | null; signal: AbortSignal },
): Promise<Reading> {
  const { library, clock, recognition } = context;
  const warnings: string[] = [];
  let writer: ContentWriter | null = null;
  let begin: Extract<ReadPart, { type: 'begin' }> | null = null;
  let end: Extract<ReadPart, { type: 'end' }> | null = null;
  const input: ReadInput = { path: file.path, members: file.members, formatHint: null, password, ocr: recognition?.ocr ?? null };
  try {
    try {
      // To the very end: a reader that is left in the middle is not used again.
      for await (const part of context.readers.read(input, { signal })) {
        if (part.type === 'begin') {
          begin = part;
          await prepareCounting();
          writer = createContentWriter(library, clock, part, recognition?.variant);
        } else if (part.type === 'page') {
          writer?.addPage(part.page);
          recognition?.onPage(part.page);
        } else if (part.type === 'blocks') await writer?.addBlocks(part.blocks);
        else if (part.type === 'member') writer?.addMember({ path: part.path, sizeBytes: part.sizeBytes });
        else if (part.type === 'warning') warnings.push(part.message);
        else if (part.type === 'end') end = part;
      }
    } catch (error) {
      if (!writer || !inspected || !leavesAPart(error) || signal.aborted || recognition?.keepsParts === false) throw error;
      // What is indexed is the whole of these very bytes, read by an older reader: better than a part.
      if (inspected.sha256 === file.contentHash) throw error;
      const part = await partOf(context, file.documentId, inspected, { writer, warnings, error });
      if (part) return part;
      throw error;
    }
    await writer?.finish();
    if (writer && begin && end && writer.chunkCount > 0) {
      const { sha256, sizeBytes, language = null } = end;
      const identity = { sha256, format: begin.format };
      return { writer, sha256, sizeBytes, warnings, language, identity, newPassword: false, endedBy: null };
    }
    const name = nameOf(file);
    throw new AppError('read-no-text', `“${name}” has no text to read.`, { details: { subject: name } });
  } catch (error) {
    writer?.discard();
    throw error;
  }
}

function wantsPassword(error: unknown): boolean {
  return isAppError(error) && (error.code === 'read-encrypted' || error.code === 'read-wrong-password');
}

/**
 * Reads a file into a staged content. One that is protected is tried with the password a person gave for it, then with
 * those that opened the same bytes or other files of its source. Errors: the reader's.
 */
export async function readContent(
  context: ReadContext,
  file: DocumentFile,
  inspected: InspectedFile | null,
  signal: AbortSignal,
): Promise<Reading> {
  const { passwords } = context;
  const given = passwords.givenFor(file.documentId);
  const attempt = async (password: string | null): Promise<Reading> => {
    const reading = await readOnce(context, file, inspected, { password, signal });
    if (password === null || reading.identity === null) return reading;
    const opened = { documentId: file.documentId, sourceId: file.sourceId, sha256: reading.identity.sha256 };
    return { ...reading, newPassword: await passwords.opened(opened, password) };
  };
  try {
    return await attempt(given);
  } catch (error) {
    if (!wantsPassword(error) || signal.aborted) throw error;
    if (given !== null) passwords.refused(file.documentId);
    for (const password of inspected ? await passwords.others(inspected.sha256, file.sourceId) : []) {
      if (password === given) continue;
      try {
        return await attempt(password);
      } catch (other) {
        signal.throwIfAborted();
        // Any other error is about a file that this password opened.
        if (!wantsPassword(other)) throw other;
      }
    }
    throw error;
  }
}
