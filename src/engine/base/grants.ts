import { randomBytes } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { Grant } from '../../shared/contract/host.ts';
import { AppError } from '../../shared/errors.ts';

/** Paths a person chose, by ids that only a host can mint. A path from the window has no authority; a grant has. */
export interface Grants {
  /** Fails with `source-missing` or `source-unreadable` when there is nothing to grant. */
  add(path: string, grantId?: string): Promise<Grant>;
  /** The path behind an id. Fails with `grant-unknown`. */
  take(grantId: string): string;
}

const MOST_GRANTS = 1_000;

/** Grants live as long as the engine; a host sends its own again to a restarted one. */
export function createGrants(): Grants {
  const paths = new Map<string, string>();
  return {
    async add(path, grantId = randomBytes(18).toString('base64url')) {
      const full = resolve(path);
      const name = basename(full) || full;
      let kind: Grant['kind'];
      try {
        kind = (await stat(full)).isDirectory() ? 'folder' : 'file';
      } catch (cause) {
        const code = (cause as NodeJS.ErrnoException).code;
        if (code === 'EACCES' || code === 'EPERM') {
          throw new AppError('source-unreadable', `Footnote may not open “${name}”.`, { details: { subject: name }, cause });
        }
        throw new AppError('source-missing', `There is no file or folder “${name}” at this place.`, { details: { subject: name }, cause });
      }
      paths.set(grantId, full);
      for (const oldest of paths.keys()) {
        if (paths.size <= MOST_GRANTS) break;
        paths.delete(oldest);
      }
      return { grantId, name, displayPath: full, kind };
    },
    take(grantId) {
      const path = paths.get(grantId);
      if (path === undefined) throw new AppError('grant-unknown', 'This choice of a file or folder is no longer valid. Choose it again.');
      return path;
    },
  };
}
