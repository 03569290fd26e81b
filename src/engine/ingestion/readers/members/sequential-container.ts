import type { Container, MemberEntry } from './container.ts';
import { memberMissing } from './member-errors.ts';

/** A member that a container which can only be gone through from its start has come to. */
export interface PassingMember extends MemberEntry {
  /** Its bytes; only before the next member is asked for. */
  take(): Promise<Buffer>;
}

/**
 * A container that is gone through from its start. It stays where it is between two members, so that all of them in
 * order cost one pass; a member that lies behind begins another. Nothing of members that are passed over is kept.
 */
export function sequentialContainer(name: string, begin: () => AsyncGenerator<PassingMember>): Container {
  let pass: AsyncGenerator<PassingMember> | undefined;
  let last: { path: string; bytes: Buffer } | undefined;

  async function end(): Promise<void> {
    const ended = pass;
    pass = undefined;
    await ended?.return(undefined);
  }

  async function findOn(path: string, signal: AbortSignal | undefined): Promise<Buffer | undefined> {
    pass ??= begin();
    for (;;) {
      signal?.throwIfAborted();
      const step = await pass.next();
      if (step.done) {
        await end();
        return undefined;
      }
      if (step.value.path === path) return step.value.take();
    }
  }

  return {
    async *entries(signal) {
      for await (const { path, sizeBytes, modifiedAtMs, isEncrypted } of begin()) {
        signal?.throwIfAborted();
        yield { path, sizeBytes, modifiedAtMs, isEncrypted };
      }
    },
    async bytes(path, signal) {
      if (last?.path === path) return last.bytes;
      last = undefined;
      try {
        const hadBegun = pass !== undefined;
        const bytes = (await findOn(path, signal)) ?? (hadBegun ? await findOn(path, signal) : undefined);
        if (bytes === undefined) throw memberMissing(path, name);
        last = { path, bytes };
        return bytes;
      } catch (error) {
        await end();
        throw error;
      }
    },
    close: end,
  };
}
