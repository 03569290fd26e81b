import { createHash } from 'node:crypto';
import { AppError } from '../../shared/errors.ts';
import type { Clock } from '../base/clock.ts';
import type { ReaderPool } from '../ingestion/readers/reader-pool.ts';

/** Where a member lies, and which version of its container is meant. */
export interface MemberPlace {
  path: string;
  members: readonly string[];
  /** Of the outermost file. */
  modifiedAtMs: number;
  name: string;
}

export interface UnpackedMember {
  bytes: Buffer;
  /** In hexadecimal. */
  sha256: string;
}

const MOST_BYTES = 128 * 1024 * 1024;
/** A viewer asks for a file in ranges, one soon after the other. */
const KEPT_MS = 60_000;

/**
 * Members as their own bytes, unpacked in a reader process and kept in memory for a moment. Errors: the reader's
 * `read-*`. Never on disk.
 */
export function createMemberBytes(readers: Pick<ReaderPool, 'read'>, clock: Clock) {
  const kept = new Map<string, { member: Promise<UnpackedMember>; sizeBytes: number; usedMs: number }>();
  let timer: NodeJS.Timeout | undefined;

  function forget(): void {
    const nowMs = clock.monotonicMs();
    let total = 0;
    for (const [key, { usedMs, sizeBytes }] of [...kept].toSorted((one, other) => other[1].usedMs - one[1].usedMs)) {
      total += sizeBytes;
      if (nowMs - usedMs >= KEPT_MS || total > MOST_BYTES) kept.delete(key);
    }
    clearTimeout(timer);
    if (kept.size > 0) timer = setTimeout(forget, KEPT_MS).unref();
  }

  async function unpack({ path, members, name }: MemberPlace): Promise<UnpackedMember> {
    const chunks: Buffer[] = [];
    let length = 0;
    for await (const part of readers.read({ path, members: [...members], formatHint: null, purpose: 'bytes' })) {
      if (part.type !== 'bytes') continue;
      const chunk = Buffer.from(part.base64, 'base64');
      length += chunk.length;
      if (length > MOST_BYTES) {
        throw new AppError('read-too-large', `“${name}” is too large to be shown out of its archive.`, {
          details: { subject: name, limit: MOST_BYTES },
        });
      }
      chunks.push(chunk);
    }
    const bytes = Buffer.concat(chunks, length);
    return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
  }

  return {
    async of(place: MemberPlace): Promise<UnpackedMember> {
      const key = JSON.stringify([place.path, place.modifiedAtMs, ...place.members]);
      const known = kept.get(key);
      if (known) {
        known.usedMs = clock.monotonicMs();
        return known.member;
      }
      const entry = { member: unpack(place), sizeBytes: 0, usedMs: clock.monotonicMs() };
      kept.set(key, entry);
      try {
        const member = await entry.member;
        entry.sizeBytes = member.bytes.length;
        return member;
      } catch (error) {
        kept.delete(key);
        throw error;
      } finally {
        forget();
      }
    },
    dispose(): void {
      clearTimeout(timer);
      kept.clear();
    },
  };
}

export type MemberBytes = ReturnType<typeof createMemberBytes>;
