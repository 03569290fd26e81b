import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { protocol } from 'electron';
import { PAGE_HEADERS, contentTypeOf, pageFileSegments } from '../shared/window-policy.ts';
import { isAppUrl } from './sender.ts';

/** Before the app is ready: makes `app:` a secure standard scheme, so that the page has an origin. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true } },
  ]);
}

/** Once the app is ready: serves the files below `pageDir` as `app://bundle/…`, and nothing else. */
export function serveApp(pageDir: string): void {
  protocol.handle('app', (request) => respond(pageDir, request));
}

/** The file below `pageDir` that `url` names, or null. */
export function pageFile(pageDir: string, url: string): string | null {
  if (!isAppUrl(url)) return null;
  const segments = pageFileSegments(new URL(url).pathname);
  if (segments === null) return null;
  const file = join(pageDir, ...segments);
  return file.startsWith(pageDir + sep) ? file : null;
}

async function respond(pageDir: string, request: Request): Promise<Response> {
  const headers: Record<string, string> = { ...PAGE_HEADERS };
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405, headers });
  const file = pageFile(pageDir, request.url);
  const info = file === null ? undefined : await stat(file).catch(() => undefined);
  if (file === null || !info?.isFile()) return new Response(null, { status: 404, headers });
  headers['content-type'] = contentTypeOf(file);
  headers['content-length'] = String(info.size);
  const body = request.method === 'HEAD' ? null : (Readable.toWeb(createReadStream(file)) as ReadableStream<Uint8Array>);
  return new Response(body, { status: 200, headers });
}
