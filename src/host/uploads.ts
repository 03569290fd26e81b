import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../shared/errors.ts';
import { safeSegments, toSafeName } from './safe-path.ts';

export interface UploadLimits {
  fileBytes: number;
  totalBytes: number;
  files: number;
}

const defaultLimits: UploadLimits = { fileBytes: 2 * 1024 ** 3, totalBytes: 20 * 1024 ** 3, files: 50_000 };
const PARTIAL = '.partial-';

export interface UploadPart {
  uploadId: string;
  /** Below the dropped folder, divided by "/". */
  relativePath: string;
  offset: number;
  bytes: Blob;
  last: boolean;
}

/** Copies of dropped files, in `<library>/uploads`. A drop is there whole after `finish`, or not at all. */
export interface Uploads {
  /** Takes away what an earlier life of the host left unfinished. Call once, before the first `begin`. */
  sweep(): Promise<void>;
  begin(name: string): Promise<string>;
  /** Parts of a file come in order. Fails with `input-invalid`, `not-found`, `read-too-large`, `store-full`. */
  part(part: UploadPart): Promise<void>;
  /** The finished folder, or the file itself where a single one was dropped. */
  finish(uploadId: string): Promise<string>;
  abort(uploadId: string): Promise<void>;
}

interface Upload {
  name: string;
  folder: string;
  totalBytes: number;
  /** Bytes so far of each file by its path; finished files are marked by `complete`. */
  files: Map<string, { sizeBytes: number; complete: boolean }>;
  /** Parts are written one after the other, however they arrive. */
  last: Promise<unknown>;
}

export function createUploads(libraryDir: string, limits: UploadLimits = defaultLimits): Uploads {
  const root = join(libraryDir, 'uploads');
  const uploads = new Map<string, Upload>();

  const uploadOf = (uploadId: string): Upload => {
    const upload = uploads.get(uploadId);
    if (!upload) throw new AppError('not-found', 'This upload is over.');
    return upload;
  };
  const inTurn = <T>(upload: Upload, work: () => Promise<T>): Promise<T> => {
    const next = upload.last.then(work, work);
    upload.last = next.catch(() => {});
    return next;
  };
  const write = async (upload: Upload, part: UploadPart): Promise<void> => {
    const segments = safeSegments(part.relativePath);
    const key = segments.join('/');
    const file = upload.files.get(key) ?? { sizeBytes: 0, complete: false };
    if (file.complete || part.offset !== file.sizeBytes) {
      throw new AppError('input-invalid', 'The parts of a dropped file came out of order.', {
        details: { limit: file.sizeBytes, actual: part.offset },
      });
    }
    const sizeBytes = file.sizeBytes + part.bytes.size;
    const totalBytes = upload.totalBytes + part.bytes.size;
    const subject = segments.at(-1) ?? '';
    if (sizeBytes > limits.fileBytes) throw tooLarge(subject, limits.fileBytes, sizeBytes);
    if (totalBytes > limits.totalBytes) throw tooLarge(upload.name, limits.totalBytes, totalBytes);
    if (!upload.files.has(key) && upload.files.size >= limits.files) throw tooLarge(upload.name, limits.files, upload.files.size + 1);

    const path = join(upload.folder, ...segments);
    await mkdir(dirname(path), { recursive: true });
    const isNew = !upload.files.has(key);
    const handle = await open(path, isNew ? 'wx' : 'r+');
    try {
      await writeAll(handle, new Uint8Array(await part.bytes.arrayBuffer()), part.offset);
    } catch (error) {
      // The same part may come again, when there is room.
      if (isNew) await rm(path, { force: true });
      throw error;
    } finally {
      await handle.close();
    }
    upload.files.set(key, { sizeBytes, complete: part.last });
    upload.totalBytes = totalBytes;
  };

  return {
    async sweep() {
      const names = await readdir(root).catch(() => []);
      for (const name of names) if (name.startsWith(PARTIAL)) await rm(join(root, name), { recursive: true, force: true });
    },
    async begin(name) {
      const uploadId = randomBytes(18).toString('base64url');
      const folder = join(root, `${PARTIAL}${uploadId}`);
      await mkdir(folder, { recursive: true }).catch(translate);
      uploads.set(uploadId, { name: toSafeName(name), folder, totalBytes: 0, files: new Map(), last: Promise.resolve() });
      return uploadId;
    },
    async part(part) {
      const upload = uploadOf(part.uploadId);
      await inTurn(upload, () => write(upload, part).catch(translate));
    },
    async finish(uploadId) {
      const upload = uploadOf(uploadId);
      return inTurn(upload, async () => {
        const paths = [...upload.files];
        if (paths.length === 0 || paths.some(([, file]) => !file.complete)) {
          throw new AppError('input-invalid', 'The upload ended before all of its files had arrived.');
        }
        uploads.delete(uploadId);
        const folder = await moveToFreeName(upload.folder, root, upload.name).catch(translate);
        const only = paths.length === 1 ? paths[0]?.[0] : undefined;
        return only !== undefined && !only.includes('/') ? join(folder, only) : folder;
      });
    },
    async abort(uploadId) {
      const upload = uploads.get(uploadId);
      if (!upload) return;
      uploads.delete(uploadId);
      await inTurn(upload, () => rm(upload.folder, { recursive: true, force: true }));
    },
  };
}

/** A nearly full disk takes a part of what it is given, without an error. */
async function writeAll(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, offset + written);
    written += bytesWritten;
  }
}

/** Renames `folder` to `name`, or "name 2" and so on. An existing folder is never touched: rename refuses a filled one. */
async function moveToFreeName(folder: string, root: string, name: string): Promise<string> {
  const taken = new Set((await readdir(root)).map((entry) => entry.toLowerCase()));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name} ${number}`;
    if (taken.has(candidate.toLowerCase())) continue;
    const target = join(root, candidate);
    await rename(folder, target);
    return target;
  }
}

function tooLarge(subject: string, limit: number, actual: number): AppError {
  return new AppError('read-too-large', `“${subject}” is larger than an upload may be.`, { details: { subject, limit, actual } });
}

function translate(error: unknown): never {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('store-full', 'The disk is full.', { cause: error });
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    throw new AppError('store-read-only', 'The library folder cannot be written to.', { cause: error });
  }
  if (code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR') {
    throw new AppError('input-invalid', 'Two dropped files have names that this machine cannot tell apart.', { cause: error });
  }
  throw error;
}
