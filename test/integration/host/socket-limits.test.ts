import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { EngineLink, WindowConnection } from '../../../src/host/engine-link.ts';
import { closeCodes, relayToEngine } from '../../../src/host/sockets.ts';

const limits = { unsentBytes: 1_000_000, waitingBytes: 100_000 };
let server: WebSocketServer;
beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
});
afterEach(() => {
  for (const client of server.clients) client.terminate();
  server.close();
});

/** A page's socket, and the host's end of it relayed to `connect`. */
async function openPage(connect: EngineLink['connect']) {
  const relayed = once(server, 'connection').then(([socket]: WebSocket[]) => {
    if (socket) relayToEngine(socket, { connect }, limits);
  });
  const page = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const closed = new Promise<number>((resolve) => page.once('close', resolve));
  await Promise.all([once(page, 'open'), relayed]);
  return { page, closed };
}

test('a page that sends more than a little before the engine is there is closed', async () => {
  const { page, closed } = await openPage(() => new Promise(() => {}));
  page.send('x'.repeat(90_000));
  page.send('x'.repeat(90_000));
  expect(await closed).toBe(closeCodes.tooSlow);
});

test('what a page sent before the engine was there reaches it in order', async () => {
  const ready = Promise.withResolvers<void>();
  const reached: (string | Uint8Array)[] = [];
  const { page } = await openPage(async () => {
    await ready.promise;
    return { send: (data) => reached.push(data), close: () => {} };
  });
  for (const text of ['one', 'two']) page.send(text);
  setTimeout(ready.resolve, 20);
  await expect.poll(() => reached).toEqual(['one', 'two']);
  page.send('three');
  await expect.poll(() => reached.at(-1)).toBe('three');
});

test('a page that has stopped reading is closed instead of kept in memory', async () => {
  let engine: WindowConnection | undefined;
  const ended = Promise.withResolvers<void>();
  const { page, closed } = await openPage(async (connection) => {
    engine = connection;
    return { send: () => {}, close: () => ended.resolve() };
  });
  await expect.poll(() => engine).toBeDefined();
  page.pause();
  let received = 0;
  page.on('message', (data: Buffer) => (received += data.length));
  const part = 'x'.repeat(100_000);
  const parts = 1_000;
  for (let sent = 0; sent < parts; sent += 1) {
    engine?.deliver(part);
    if (sent % 10 === 0) await new Promise(setImmediate);
  }
  page.resume();
  expect(await closed).toBe(closeCodes.tooSlow);
  expect(received).toBeLessThan((parts * part.length) / 2);
  await ended.promise;
});
