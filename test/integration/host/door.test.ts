import { once } from 'node:events';
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { connectSocket, openLink } from './socket-port.ts';
import { openWindow, startTrialHost } from './trial-host.ts';

let trial: Awaited<ReturnType<typeof startTrialHost>>;
let cookie: string;
beforeAll(async () => {
  trial = await startTrialHost();
  cookie = await openLink(trial.host.newLink());
});
afterAll(() => trial[Symbol.asyncDispose]());

/** Sends a target below the window's path as it stands: `fetch` would tidy it up first. */
const get = (target: string, headers: IncomingHttpHeaders = { cookie }, method = 'GET') =>
  getAt(new URL(trial.host.pageUrl).pathname.slice(0, -1) + target, headers, method);

async function getAt(target: string, headers: IncomingHttpHeaders = { cookie }, method = 'GET') {
  const { port } = new URL(trial.host.origin);
  const sent = request({ host: '127.0.0.1', port, path: target, method, headers }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

describe('the one-time link', () => {
  test('lets one browser in and leaves the address bar', async () => {
    const link = new URL(trial.host.newLink());
    const first = await get(`/${link.search}`, {});
    expect(first.status).toBe(303);
    const { pathname } = new URL(trial.host.pageUrl);
    expect(pathname).toMatch(/^\/[\w-]{22}\/$/);
    expect(link.pathname).toBe(pathname);
    expect(first.headers.location).toBe(pathname);
    expect(first.headers['set-cookie']?.[0]).toMatch(/^footnote-[0-9a-f]+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/[\w-]{22}\/$/);
    expect(first.headers['set-cookie']?.[0]).toContain(`Path=${pathname}`);
    expect((await get(`/${link.search}`, {})).status).toBe(403);
  });

  test('opened twice in the same browser still leads to the window', async () => {
    const link = new URL(trial.host.newLink());
    await get(`/${link.search}`, {});
    expect(await get(`/${link.search}`)).toMatchObject({ status: 303 });
  });

  test('followed from a page of another site leads on from a page of ours', async () => {
    const link = new URL(trial.host.newLink());
    const answer = await get(`/${link.search}`, { 'sec-fetch-site': 'cross-site' });
    expect(answer.status).toBe(200);
    expect(answer.headers['set-cookie']).toHaveLength(1);
    expect(answer.body).toContain('http-equiv="refresh"');
  });

  test('that was guessed opens nothing', async () => {
    for (const token of ['', 'x', 'a'.repeat(43), '%00', '%zz']) expect((await get(`/?t=${token}`, {})).status).toBe(403);
  });
});

describe('a request', () => {
  test('without our cookie gets nothing of the window', async () => {
    for (const headers of [{}, { cookie: 'footnote-000000000000=x' }, { cookie: `${cookie}x` }, { cookie: cookie.replace('=', 'x=') }]) {
      for (const target of ['/', '/assets/app.js', '/nothing']) expect((await get(target, headers)).status).toBe(401);
    }
  });

  test('beside the window’s own path gets nothing, with the cookie too', async () => {
    const { pathname } = new URL(trial.host.pageUrl);
    for (const target of [
      '/',
      '/index.html',
      '/assets/app.js',
      pathname.slice(0, -1),
      pathname.toUpperCase(),
      `/x${pathname}`,
      `/${pathname}`,
      '/rpc/engine',
    ]) {
      expect((await getAt(target)).status).toBe(401);
    }
    const token = new URL(trial.host.newLink()).search;
    expect((await getAt(`/${token}`, {})).status).toBe(401);
  });

  test('that names another host is refused, so that no name can be pointed at us', async () => {
    for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', 'localhost.evil.example', '127.0.0.1@evil.example']) {
      expect((await get('/', { cookie, host })).status).toBe(421);
    }
  });

  test('through an SSH tunnel that ends at another port is served', async () => {
    for (const host of ['localhost:9000', '127.0.0.1:9000', '[::1]:9000', 'LOCALHOST'])
      expect((await get('/', { cookie, host })).status).toBe(200);
  });

  test('other than for a page is refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH']) expect((await get('/', { cookie }, method)).status).toBe(405);
    expect(await get('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test('for a file outside of the window finds nothing, however it is written', async () => {
    for (const target of [
      '/../renderer-secret/key.txt',
      '/..%2frenderer-secret/key.txt',
      '/%2e%2e/renderer-secret/key.txt',
      '/assets/../../renderer-secret/key.txt',
      '/..%5crenderer-secret%5ckey.txt',
      '/assets/%00',
      '/%',
      '/%c0%ae%c0%ae/renderer-secret/key.txt',
      '//renderer-secret/key.txt',
      '/assets',
      '/assets/',
    ]) {
      const answer = await get(target);
      expect(answer.status).toBe(404);
      expect(answer.body).not.toContain('the secret');
    }
  });

  test('for a part of the window carries the right type and the policy of the page', async () => {
    for (const [target, type] of [
      ['/', 'text/html; charset=utf-8'],
      ['/assets/app.js', 'text/javascript; charset=utf-8'],
      ['/assets/pdf.worker.mjs', 'text/javascript; charset=utf-8'],
      ['/assets/openjpeg.wasm', 'application/wasm'],
      ['/assets/map.bcmap', 'application/octet-stream'],
      ['/assets/style.css', 'text/css; charset=utf-8'],
      ['/assets/a%20b.svg', 'image/svg+xml'],
    ] as const) {
      const { status, headers } = await get(target);
      expect([status, headers['content-type']]).toEqual([200, type]);
      const policy = headers['content-security-policy'];
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(`connect-src 'self' ${trial.host.origin.replace('http', 'ws')};`);
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("'unsafe-eval'");
      expect(policy).not.toContain('*');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('no-referrer');
    }
  });
});

describe('the host survives', () => {
  test('targets that are no addresses', async () => {
    for (const target of ['//', '///', '/?', '?t=', '//[', 'http://[', '*', '/\\', `/${'a'.repeat(8_000)}`]) {
      for (const { status } of [await getAt(target, {}), await get(target, {})]) expect(status).toBeGreaterThanOrEqual(400);
    }
    expect((await get('/')).status).toBe(200);
  });

  test('bytes that are no HTTP', async () => {
    const socket = connect(Number(new URL(trial.host.origin).port), '127.0.0.1');
    socket.resume();
    socket.end('\u0000\u0001nonsense\r\n\r\n');
    await once(socket, 'close');
    expect((await get('/')).status).toBe(200);
  });

  test('frames that are no frames of ours, on both sockets', async () => {
    const window = await openWindow(trial.host);
    for (const socket of [window.engineSocket, window.hostSocket]) {
      for (const junk of [
        '',
        '{',
        'null',
        '[]',
        '{"i":"1","p":{"u":"::"}}',
        '\n\n',
        '{"type":"shutdown"}',
        Buffer.from([255, 0, 1]),
        Buffer.alloc(0),
      ]) {
        socket.send(junk);
      }
    }
    expect((await window.engine.whoAmI()).pid).toBe(trial.host.enginePid());
    await expect(window.host.capabilities()).resolves.toMatchObject({ host: 'browser' });
  });

  test('a frame that is far too large', async () => {
    const window = await openWindow(trial.host);
    window.engineSocket.send(Buffer.alloc(17 * 1024 * 1024));
    expect(await window.engineClosed).toBe(1009);
    expect((await get('/')).status).toBe(200);
  });
});

describe('a socket', () => {
  async function statusOf(path: string, headers: Record<string, string>, origin: string): Promise<number | undefined> {
    const socket = new WebSocket(new URL(path, trial.host.pageUrl).href.replace('http', 'ws'), { origin, headers });
    socket.on('error', () => {});
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage];
    return response.statusCode;
  }

  test('without our cookie, from another page or to another name is refused', async () => {
    const { origin } = trial.host;
    for (const path of ['rpc/engine', 'rpc/host']) {
      expect(await statusOf(`/${path}`, { cookie }, origin)).toBe(403);
      expect(await statusOf(path, {}, origin)).toBe(403);
      expect(await statusOf(path, { cookie }, 'http://evil.example')).toBe(403);
      expect(await statusOf(path, { cookie }, 'null')).toBe(403);
      expect(await statusOf(path, { cookie }, origin.replace('http', 'https'))).toBe(403);
      expect(await statusOf(path, { cookie, host: 'evil.example' }, 'http://evil.example')).toBe(403);
    }
    expect(await statusOf('rpc/other', { cookie }, origin)).toBe(404);
    const { socket } = await connectSocket(trial.host.pageUrl, 'host', cookie);
    socket.close();
  });
});

test('the host listens on the loopback interface only', async () => {
  const { networkInterfaces } = await import('node:os');
  const { port } = new URL(trial.host.origin);
  const others = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => !address.internal && address.family === 'IPv4');
  for (const { address } of others) {
    const socket = connect(Number(port), address);
    const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
    expect(error.code).toBe('ECONNREFUSED');
  }
  expect(trial.host.origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});
