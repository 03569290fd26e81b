import { AppError, isAppError } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { Passwords } from '../ingestion/passwords.ts';
import type { ReaderPool } from '../ingestion/readers/reader-pool.ts';
import { createKeptBytes, type MadeBytes, MOST_KEPT_BYTES } from './kept-bytes.ts';

/** Where a file or a member lies, and which version of its outermost file is meant. */
export interface BytesPlace {
  path: string;
  members: readonly string[];
  /** Of the outermost file. */
  modifiedAtMs: number;
  name: string;
}

/** What is known of a document that may need a password. */
export interface LockedDocument {
  sourceId: number;
  /** Of its bytes, in hexadecimal; null where that is not known. */
  sha256: string | null;
}

/**
 * Bytes that are not on disk as they are shown: of members, and of protected PDFs. They are made in a reader process
 * and kept in memory for a moment. Errors: the reader's `read-*`.
 */
export function createMemberBytes(readers: Pick<ReaderPool, 'read'>, passwords: Pick<Passwords, 'others'>, clock: Clock) {
  const kept = createKeptBytes(clock);

  async function make(place: BytesPlace, asked: { purpose: 'bytes' | 'unlocked'; password: string | null }): Promise<MadeBytes> {
    const { path, members, name } = place;
    const chunks: Buffer[] = [];
    let length = 0;
    let read = { sha256: '', sizeBytes: 0 };
    for await (const part of readers.read({ path, members: [...members], formatHint: null, ...asked })) {
      if (part.type === 'end') read = part;
      if (part.type !== 'bytes') continue;
      const chunk = Buffer.from(part.base64, 'base64');
      length += chunk.length;
      if (length > MOST_KEPT_BYTES) {
        throw new AppError('read-too-large', `“${name}” is too large to be shown out of its archive.`, {
          details: { subject: name, limit: MOST_KEPT_BYTES },
        });
      }
      chunks.push(chunk);
    }
    return { bytes: Buffer.concat(chunks, length), sha256: read.sha256, sizeBytes: read.sizeBytes };
  }

  async function unlock(place: BytesPlace, { sha256, sourceId }: LockedDocument): Promise<MadeBytes> {
    for (const password of await passwords.others(sha256 ?? '', sourceId)) {
      try {
        return await make(place, { purpose: 'unlocked', password });
      } catch (error) {
        if (!isAppError(error) || error.code !== 'read-wrong-password') throw error;
      }
    }
    return make(place, { purpose: 'unlocked', password: null });
  }

  const keyOf = (purpose: string, place: BytesPlace): string => JSON.stringify([purpose, place.path, place.modifiedAtMs, ...place.members]);

  return {
    /** A member as it is. */
    of: (place: BytesPlace): Promise<MadeBytes> => kept.of(keyOf('bytes', place), () => make(place, { purpose: 'bytes', password: null })),
    /**
     * A PDF without its protection, by a password that is known to open it or other files of its source; no bytes where
     * it needs none. `read-encrypted` when none of them opens it.
     */
    unlocked: (place: BytesPlace, document: LockedDocument): Promise<MadeBytes> =>
      kept.of(keyOf('unlocked', place), () => unlock(place, document)),
    dispose: kept.dispose,
  };
}

export type MemberBytes = ReturnType<typeof createMemberBytes>;
