import type { Stats } from 'node:fs';
import { lstat, realpath } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { cloudStubTarget, isPlaceholder } from './placeholder.ts';

export interface FoundFile {
  /** Below the root, with forward slashes. */
  relativePath: string;
  name: string;
  sizeBytes: number;
  modifiedAtMs: number;
}

/**
 * Why an entry is not read, besides the system's own codes. `EILSEQ`: its name is no Unicode text, so as text it names
 * nothing · `ELEAVES`: a link that leads out of the source · `EOFFLINE`: its bytes are in the cloud · `ENOTFILE`: a
 * pipe, socket or device, which may never end or do something when opened.
 */
export const UNREADABLE_NAME = 'EILSEQ';
export const LEADS_OUT = 'ELEAVES';
export const OFFLINE = 'EOFFLINE';
export const NO_FILE = 'ENOTFILE';

/** A folder or file that is not looked into; `code` says why. */
export interface Unreadable {
  relativePath: string;
  name: string;
  isFolder: boolean;
  code: string;
}

export type Looked = { file: FoundFile } | { unreadable: Unreadable } | { folder: string } | null;

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? 'UNKNOWN';
}

/** Why an entry that the folder lists cannot be looked at; null when it has gone since, as if it had never been there. */
export function whyNot(name: string, error: unknown): string | null {
  const code = codeOf(error);
  if (code !== 'ENOENT') return code;
  return name.includes('\ufffd') ? UNREADABLE_NAME : null;
}

/** What a link leads to is read at its own place when it lies in the source, and not at all when it does not. */
async function leadsOut(root: string, path: string): Promise<boolean> {
  try {
    const [from, to] = await Promise.all([realpath(root), realpath(path)]);
    return to !== from && !to.startsWith(from.endsWith(sep) ? from : `${from}${sep}`);
  } catch {
    // It leads nowhere, or round in a circle.
    return false;
  }
}

async function judge(root: string, relativePath: string, found: Stats): Promise<Looked> {
  const name = basename(relativePath);
  const refused = (code: string): Looked => ({ unreadable: { relativePath, name, isFolder: false, code } });
  if (found.isDirectory()) return { folder: relativePath };
  if (found.isSymbolicLink()) return (await leadsOut(root, join(root, relativePath))) ? refused(LEADS_OUT) : null;
  if (!found.isFile()) return refused(NO_FILE);
  const target = cloudStubTarget(name);
  if (target !== null) {
    const place = `${relativePath.slice(0, relativePath.length - name.length)}${target}`;
    return { unreadable: { relativePath: place, name: target, isFolder: false, code: OFFLINE } };
  }
  if (isPlaceholder({ sizeBytes: found.size, blocks: found.blocks }, process.platform)) return refused(OFFLINE);
  return { file: { relativePath, name, sizeBytes: found.size, modifiedAtMs: found.mtimeMs } };
}

/** Looks at one entry without opening it. Null for what is gone, and for a link to what is found elsewhere in the source. */
export async function lookAt(root: string, relativePath: string): Promise<Looked> {
  const name = basename(relativePath);
  try {
    return await judge(root, relativePath, await lstat(join(root, relativePath)));
  } catch (error) {
    const code = whyNot(name, error);
    return code === null ? null : { unreadable: { relativePath, name, isFolder: false, code } };
  }
}
