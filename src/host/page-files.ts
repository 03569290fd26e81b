import { open, type FileHandle } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { contentTypeOf, pageFileSegments } from '../shared/window-policy.ts';

/** Serves a file of the built window, with `headers`. `encodedPath` is as it stands in the request, still percent-encoded. */
export async function servePageFile(
  rendererDir: string,
  encodedPath: string,
  response: ServerResponse,
  options: { headers: Readonly<Record<string, string>>; headOnly: boolean },
): Promise<void> {
  const { headers, headOnly } = options;
  const file = await openPageFile(rendererDir, encodedPath);
  if (!file) {
    response.writeHead(404, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end('Not found.');
    return;
  }
  response.writeHead(200, {
    ...headers,
    'content-type': contentTypeOf(file.path),
    'content-length': file.sizeBytes,
  });
  if (headOnly) {
    await file.handle.close();
    response.end();
    return;
  }
  // A browser that goes away in the middle is no trouble of ours.
  await pipeline(file.handle.createReadStream(), response).catch(() => {});
}

async function openPageFile(
  rendererDir: string,
  encodedPath: string,
): Promise<{ path: string; handle: FileHandle; sizeBytes: number } | null> {
  const segments = pageFileSegments(encodedPath);
  if (!segments) return null;
  const root = resolve(rendererDir);
  const path = join(root, ...segments);
  if (!path.startsWith(root + sep)) return null;
  let handle: FileHandle | undefined;
  try {
    handle = await open(path);
    const stats = await handle.stat();
    if (stats.isFile()) return { path, handle, sizeBytes: stats.size };
  } catch {
    // Absent or not readable: both are "not found" to the page.
  }
  await handle?.close();
  return null;
}
