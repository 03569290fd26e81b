import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Fork } from '../shared/process.ts';
import { serveContract } from '../shared/rpc/serve.ts';
import { CONTENT_SECURITY_POLICY, PAGE_HEADERS } from '../shared/window-policy.ts';
import { createNodeFork } from '../supervise/child-fork.ts';
import { watchPower } from '../supervise/machine-power.ts';
import { processFiles } from '../supervise/process-files.ts';
import { looksOnBattery } from './battery.ts';
import { createEngineLink, type EngineLinkOptions } from './engine-link.ts';
import { createHostRouter } from './host-router.ts';
import { servePageFile } from './page-files.ts';
import { closedDoorPage, openingPage } from './pages.ts';
import { comesFromOwnPage, createSession, namesLoopback } from './session.ts';
import { portOfSocket, relayToEngine } from './sockets.ts';
import { createUploads, type UploadLimits } from './uploads.ts';

const MOST_FRAME_BYTES = 16 * 1024 * 1024;

export interface HostOptions extends Partial<Pick<EngineLinkOptions, 'log' | 'backoff' | 'breaker' | 'fork'>> {
  libraryDir: string;
  /** Folder of the built window. */
  rendererDir: string;
  /** 0 or absent for any free one. */
  port?: number;
  version: string;
  uploadLimits?: UploadLimits;
}

export interface Host {
  /** The first one-time link. */
  readonly url: string;
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** Address of the window for a browser that was let in; ends with a slash. */
  readonly pageUrl: string;
  /** Another one-time link, for another browser. */
  newLink(): string;
  enginePid(): number | undefined;
  /** Resolves when the engine has opened its library; rejects with what kept it from doing so. */
  engineOpened(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Serves the window and the engine to browsers of this machine, on the loopback interface only.
 * Rejects with the system's error when the port is taken.
 */
export async function startHost(options: HostOptions): Promise<Host> {
  const { libraryDir, rendererDir, version, log = () => {} } = options;
  const fork: Fork = options.fork ?? createNodeFork({ files: processFiles() });
  const uploads = createUploads(libraryDir, options.uploadLimits);
  await uploads.sweep();
  const session = createSession();

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      log('error', 'request failed', { reason: error instanceof Error ? error.name : 'unknown' });
      if (response.headersSent) response.destroy();
      else plain(response, 500, 'Something went wrong.');
    });
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!namesLoopback(request)) return plain(response, 421, 'Footnote serves this machine only.');
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only pages can be had here.');
    const [target, query] = splitTarget(request.url ?? '/');
    const path = session.below(target);
    if (path === null) return page(response, 401, closedDoorPage('missing'));
    const token = path === '/' ? new URLSearchParams(query).get('t') : null;
    const known = session.hasCookie(request);
    if (token !== null) {
      // A second click on the same link in the same browser is no offence.
      if (!known && !session.redeem(token)) return page(response, 403, closedDoorPage('used'));
      if (!known) response.setHeader('set-cookie', session.cookie);
      // From another site's page (a terminal in the browser) a redirect would arrive without the strict cookie.
      if (request.headers['sec-fetch-site'] === 'cross-site') return page(response, 200, openingPage);
      response.writeHead(303, { ...PAGE_HEADERS, 'cache-control': 'no-store', location: session.path }).end();
      return undefined;
    }
    if (!known) return page(response, 401, closedDoorPage('missing'));
    return servePageFile(rendererDir, path, response, { headers: windowHeaders(request), headOnly: request.method === 'HEAD' });
  };

  const port = await listen(server, options.port ?? 0);
  const power = watchPower(() => looksOnBattery());
  const link = createEngineLink({
    libraryDir,
    version,
    fork,
    power,
    log,
    ...(options.backoff && { backoff: options.backoff }),
    ...(options.breaker && { breaker: options.breaker }),
  });
  const hostRouter = createHostRouter({ link, uploads });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MOST_FRAME_BYTES, perMessageDeflate: false });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = session.below(splitTarget(request.url ?? '/')[0]);
    const mayCome = namesLoopback(request) && comesFromOwnPage(request) && session.hasCookie(request);
    if (path === null || !mayCome) return refuse(socket, '403 Forbidden');
    if (path !== '/rpc/engine' && path !== '/rpc/host') return refuse(socket, '404 Not Found');
    return sockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (path === '/rpc/engine') relayToEngine(webSocket, link);
      else {
        const onBug = (bug: { logId: string; method: string; error: unknown }): void =>
          log('error', 'bug', { logId: bug.logId, method: bug.method, reason: bug.error instanceof Error ? bug.error.name : 'unknown' });
        serveContract(hostRouter, portOfSocket(webSocket), { onBug });
      }
    });
  });
  server.on('clientError', (_error, socket) => refuse(socket, '400 Bad Request'));

  const origin = `http://127.0.0.1:${port}`;
  const pageUrl = origin + session.path;
  const newLink = (): string => `${pageUrl}?t=${session.newLinkToken()}`;
  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    for (const client of sockets.clients) client.close(1001, 'the host is closing');
    sockets.close();
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    power.dispose();
    await link.dispose();
    for (const client of sockets.clients) client.terminate();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: newLink(),
    origin,
    pageUrl,
    newLink,
    enginePid: () => link.pid,
    engineOpened: () => link.opened(),
    close: () => (closing ??= close()),
  };
}

/** Path and query as they were sent. A target like "//" or "http://[" is none that URL could take apart. */
function splitTarget(target: string): [string, string] {
  const mark = target.indexOf('?');
  return mark === -1 ? [target, ''] : [target.slice(0, mark), target.slice(mark + 1)];
}

/** Not every browser takes a WebSocket of the same host for part of 'self'. The host name has been checked before. */
function windowHeaders(request: IncomingMessage): Record<string, string> {
  const policy = CONTENT_SECURITY_POLICY.replace("connect-src 'self'", `connect-src 'self' ws://${request.headers.host}`);
  return { ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-security-policy': policy };
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function page(response: ServerResponse, status: number, html: string): void {
  response.writeHead(status, { ...PAGE_HEADERS, 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' }).end(html);
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}
